package domain

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func TestCodeOf(t *testing.T) {
	for _, tc := range []struct {
		name string
		err  error
		want Code
	}{
		{"none", nil, ""},
		{"not of the domain", errors.New("x"), ""},
		{"itself", Refuse(Locked, "month", "2026-11"), Locked},
		{"wrapped", fmt.Errorf("closing: %w", Refuse(Locked)), Locked},
		{"the outermost counts", Errorf(Unavailable, "store: %w", Refuse(NotFound)), Unavailable},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := CodeOf(tc.err); got != tc.want || Is(tc.err, "other") {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestErrorKeepsItsCause(t *testing.T) {
	err := Errorf(Unavailable, "read punches: %w", context.Canceled)
	if !errors.Is(err, context.Canceled) || err.Error() != "read punches: context canceled" {
		t.Errorf("got %v", err)
	}
	if got := Refuse(Forbidden).Error(); got != "forbidden" {
		t.Errorf("without a text: %q", got)
	}
}

func TestRefuseKeepsItsArguments(t *testing.T) {
	args := Refuse(TooMany, "until", 7, "odd").Args
	if len(args) != 1 || args["until"] != 7 {
		t.Errorf("got %v", args)
	}
}
