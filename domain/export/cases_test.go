package export

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/fixtures"
)

// The worked examples that are about files: how times and codes are written.
func TestWorkedExamplesOfFiles(t *testing.T) {
	raw, err := fs.ReadFile(fixtures.Phrases, "phrases/overtime-cases.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []struct {
			ID, Type         string
			Inputs, Expected yaml.Node
		}
	}
	if err := yaml.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, c := range file.Cases {
		play := map[string]func(t *testing.T, in, want yaml.Node){
			"OT-170": playTimes, "OT-171": playTime, "OT-172": playReadings, "OT-173": playCode,
		}[c.ID]
		if play == nil && !strings.HasSuffix(c.Type, "_format") {
			continue
		}
		played++
		t.Run(c.ID, func(t *testing.T) { play(t, c.Inputs, c.Expected) })
	}
	if played != 4 {
		t.Errorf("%d examples were played", played)
	}
}

func decoded[T any](t *testing.T, n yaml.Node) (v T) {
	t.Helper()
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func playTimes(t *testing.T, in, want yaml.Node) {
	units := map[string]Style{"sexagesimal_dot": style(Dotted, 2, HalfUp, ZeroByUnit), "decimal": style(Decimal, 2, HalfUp, ZeroByUnit),
		"minutes": style(Minutes, 2, HalfUp, ZeroByUnit)}
	for name, texts := range decoded[map[string][]string](t, want) {
		for i, n := range decoded[struct{ Minutes []int }](t, in).Minutes {
			if got := units[name].number(minutes, n); got != texts[i] {
				t.Errorf("%s of %d: %s, not %s", name, n, got, texts[i])
			}
		}
	}
}

func playTime(t *testing.T, in, want yaml.Node) {
	units := map[string]Style{"sexagesimal": style(Clock, 2, HalfUp, ZeroByUnit), "decimal": style(Decimal, 1, HalfUp, ZeroByUnit),
		"minutes": style(Minutes, 2, HalfUp, ZeroByUnit)}
	n := decoded[struct{ Minutes int }](t, in).Minutes
	for name, text := range decoded[map[string]string](t, want) {
		if got := units[name].number(minutes, n); got != text {
			t.Errorf("%s: %s, not %s", name, got, text)
		}
	}
}

func playReadings(t *testing.T, in, want yaml.Node) {
	var got []int
	for _, v := range decoded[struct{ Values [][]string }](t, in).Values {
		r, ok := Read(v[0])
		if !ok {
			t.Fatalf("%s is no time", v[0])
		}
		meant := map[string]int{"dot_is_sexagesimal": r.Sexagesimal, "colon_is_decimal": r.Decimal}
		got = append(got, meant[v[1]])
	}
	if expected := decoded[map[string][]int](t, want)["internal_minutes"]; !slices.Equal(got, expected) {
		t.Errorf("got %v, want %v", got, expected)
	}
}

func playCode(t *testing.T, in, want yaml.Node) {
	i := decoded[struct {
		Code  string
		Width int
	}](t, in)
	l := &Layout{Code: Code{Width: i.Width}}
	got, err := l.code(i.Code)
	if expected := decoded[map[string]string](t, want)["code"]; err != nil || got != expected {
		t.Errorf("got %s, want %s: %v", got, expected, err)
	}
}
