package export

import (
	"testing"

	"pgregory.net/rapid"
)

func style(unit Unit, digits int, r Rounding, z Zero) Style {
	days := 0
	return Style{Unit: unit, Digits: &digits, Rounding: r, Days: &days, Zero: z}
}

func TestTimes(t *testing.T) {
	for _, tc := range []struct {
		name  string
		style Style
		in    map[int]string
	}{
		{"60進 with a point", style(Dotted, 2, HalfUp, ZeroByUnit), map[int]string{75: "1.15", 90: "1.30", 105: "1.45", 59: "0.59", 0: "0.00", 13118: "218.38"}},
		{"10進", style(Decimal, 2, HalfUp, ZeroByUnit), map[int]string{75: "1.25", 90: "1.50", 105: "1.75", 0: "0.00", 20: "0.33", 40: "0.67", 59: "0.98"}},
		{"10進, one digit", style(Decimal, 1, HalfUp, ZeroByUnit), map[int]string{90: "1.5", 3: "0.1", 2: "0.0", 57: "1.0"}},
		{"10進, cut", style(Decimal, 2, Down, ZeroByUnit), map[int]string{40: "0.66", 59: "0.98", 1: "0.01"}},
		{"10進, up", style(Decimal, 2, Up, ZeroByUnit), map[int]string{40: "0.67", 59: "0.99", 60: "1.00"}},
		{"10進, whole hours", style(Decimal, 0, HalfUp, ZeroByUnit), map[int]string{29: "0", 30: "1", 600: "10"}},
		{"分", style(Minutes, 2, HalfUp, ZeroByUnit), map[int]string{75: "75", 90: "90", 105: "105", 0: "0"}},
		{"H:MM", style(Clock, 2, HalfUp, ZeroByUnit), map[int]string{90: "1:30", 75: "1:15", 13125: "218:45", 0: "0:00"}},
		{"a plain zero", style(Dotted, 2, HalfUp, ZeroPlain), map[int]string{0: "0", 1: "0.01"}},
		{"a blank zero", style(Decimal, 2, HalfUp, ZeroBlank), map[int]string{0: "", 1: "0.02"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for n, want := range tc.in {
				if got := tc.style.number(minutes, n); got != want {
					t.Errorf("%d: %q, want %q", n, got, want)
				}
			}
		})
	}
}

func TestCountsAndClocks(t *testing.T) {
	one := style(Clock, 2, HalfUp, ZeroByUnit)
	*one.Days = 1
	for _, tc := range []struct {
		kind kind
		n    int
		want string
	}{
		{days, 20, "20.0"}, {days, 0, "0.0"}, {count, 3, "3"}, {clock, 25*60 + 30, "25:30"}, {clock, 541, "09:01"}, {clock, -30, "-00:30"}, {clock, 0, "00:00"},
	} {
		if got := one.number(tc.kind, tc.n); got != tc.want {
			t.Errorf("%d: %q, want %q", tc.n, got, tc.want)
		}
	}
}

// TestReadings are the two meanings of what stands in a file.
func TestReadings(t *testing.T) {
	for _, tc := range []struct {
		written          string
		sexagesimal, dec int
		either, not      bool
	}{
		{"1.15", 75, 69, false, false},
		{"10.25", 625, 615, false, false},
		{"10:25", 625, 615, false, false},
		{"1.25", 85, 75, false, false},
		{"1.75", 135, 105, false, true},
		{"1.5", 65, 90, false, true},
		{"90", 90, 5400, true, false},
		{"0.00", 0, 0, false, false},
	} {
		got, ok := Read(tc.written)
		if want := (Reading{tc.sexagesimal, tc.dec, tc.either, tc.not}); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", tc.written, got, want)
		}
	}
	for _, s := range []string{"", "x", "1.x", "-1.15", "1.123456"} {
		if got, ok := Read(s); ok {
			t.Errorf("%q is read as %+v", s, got)
		}
	}
}

// TestTimesReadBack writes any time in every unit that keeps whole minutes and reads it again.
func TestTimesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 100000).Draw(t, "minutes")
		for _, unit := range []Unit{Clock, Dotted, Minutes} {
			r, ok := Read(style(unit, 2, HalfUp, ZeroByUnit).number(minutes, n))
			if !ok || r.Sexagesimal != n || r.Impossible {
				t.Fatalf("%s: %+v", unit, r)
			}
		}
		if r, ok := Read(style(Decimal, 2, HalfUp, ZeroByUnit).number(minutes, n)); !ok || r.Decimal != n {
			t.Fatalf("decimal: %+v", r)
		}
	})
}
