package store

import (
	"errors"
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain/worktime"
)

// TestStream hands out chains of any length whole and in order, whatever page they end on.
func TestStream(t *testing.T) {
	const size = 3
	for n := range int64(3*size + 2) {
		read := func(after int64, room []worktime.Punch) ([]worktime.Punch, error) {
			for seq := after + 1; seq <= n && len(room) < size; seq++ {
				room = append(room, worktime.Punch{Seq: seq})
			}
			return room, nil
		}
		var got, want []int64
		err := stream(size, read, func(p worktime.Punch) error { got = append(got, p.Seq); return nil })
		for seq := int64(1); seq <= n; seq++ {
			want = append(want, seq)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d punches: %v, %v", n, got, err)
		}
	}
}

// TestStreamStops ends with the first error, of the reader or of whoever is handed the punches.
func TestStreamStops(t *testing.T) {
	broken, enough := errors.New("broken"), errors.New("enough")
	read := func(after int64, room []worktime.Punch) ([]worktime.Punch, error) {
		if after >= 4 {
			return nil, broken
		}
		return append(room, worktime.Punch{Seq: after + 1}, worktime.Punch{Seq: after + 2}), nil
	}
	seen := 0
	if err := stream(2, read, func(worktime.Punch) error { seen++; return nil }); !errors.Is(err, broken) || seen != 4 {
		t.Errorf("%v after %d", err, seen)
	}
	if err := stream(2, read, func(worktime.Punch) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("%v", err)
	}
}
