package main

import (
	"errors"
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain/export"
)

// TestBesideKeepsTheOrder writes every line once, in the order it was read, whatever is left of the last bundle.
func TestBesideKeepsTheOrder(t *testing.T) {
	for _, n := range []int{0, 1, bundle - 1, bundle, bundle + 1, 5*bundle + 3} {
		var got []int
		put, done := beside(func(r export.Row) error {
			got = append(got, r.(*export.MonthRow).Version)
			return nil
		})
		want := make([]int, n)
		for i := range n {
			want[i] = i
			if err := put(&export.MonthRow{Version: i}); err != nil {
				t.Fatal(err)
			}
		}
		if err := done(); err != nil || !slices.Equal(got, want) && n > 0 {
			t.Errorf("%d lines: %v, %d written", n, err, len(got))
		}
	}
}

// TestBesideStopsReading ends the reading when the disk is full, and tells why.
func TestBesideStopsReading(t *testing.T) {
	full := errors.New("the disk is full")
	put, done := beside(func(export.Row) error { return full })
	var err error
	for range 10 * bundle {
		if err = put(&export.MonthRow{}); err != nil {
			break
		}
	}
	if !errors.Is(err, errNotWritten) {
		t.Errorf("reading went on: %v", err)
	}
	if err := done(); !errors.Is(err, full) {
		t.Errorf("told %v", err)
	}
}
