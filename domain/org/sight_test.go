package org

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/dakoku/dakoku/domain"
)

func TestVisible(t *testing.T) {
	for who, want := range map[domain.ID]string{
		"suzuki": "suzuki sato ito mori gone tanaka yamada kato",
		"sato":   "sato ito mori tanaka yamada",
		"ito":    "ito yamada",
		"mori":   "forbidden", // may approve, but not look
		"tanaka": "forbidden",
		"gone":   "forbidden",
		"":       "forbidden",
		"nobody": "not_found",
	} {
		t.Run(string(who), func(t *testing.T) {
			u := umi()
			s := Sight{People: u, Departments: u}
			people, err := s.Visible(t.Context(), domain.Actor{Tenant: "umi", Employee: who})
			var got []string
			for _, e := range people {
				got = append(got, string(e.ID))
			}
			if err != nil {
				got = []string{string(domain.CodeOf(err))}
			}
			if s := strings.Join(got, " "); s != want {
				t.Errorf("got %s, want %s", s, want)
			}
		})
	}
}

// TestWritable lets nobody write who may not look, and nobody look by writing.
func TestWritable(t *testing.T) {
	for who, want := range map[domain.ID]string{
		"suzuki": "8", "sato": "5",
		"ito":    "no_message", // may look, but not write
		"mori":   "own_only",   // may write, but not look
		"tanaka": "own_only", "gone": "inactive", "": "nobody",
	} {
		u := umi()
		s := Sight{People: u, Departments: u}
		actor := domain.Actor{Tenant: "umi", Employee: who}
		people, err := s.Writable(t.Context(), actor)
		got := strconv.Itoa(len(people))
		var e *domain.Error
		if errors.As(err, &e) {
			got, _ = e.Args["why"].(string)
		}
		if may, _ := s.Writes(t.Context(), actor); got != want || may != (err == nil) {
			t.Errorf("%s: %s (%v), want %s", who, got, may, want)
		}
	}
}

func TestSeesAndMay(t *testing.T) {
	for _, tc := range []struct {
		actor, employee domain.ID
		right           Right
		want            bool
	}{
		{"tanaka", "tanaka", View, true},
		{"tanaka", "tanaka", Correct, false},
		{"tanaka", "yamada", View, false},
		{"sato", "yamada", Approve, true},
		{"sato", "kato", View, false},
		{"sato", "sato", Approve, false},
		{"ito", "yamada", View, true},
		{"ito", "yamada", Correct, false},
		{"ito", "tanaka", View, false},
		{"mori", "tanaka", Approve, true},
		{"suzuki", "kato", Correct, true},
		{"suzuki", "suzuki", Correct, false},
	} {
		u := umi()
		s := Sight{People: u, Departments: u}
		actor := domain.Actor{Tenant: "umi", Employee: tc.actor, Role: domain.Owner} // what the session says does not count
		got, err := s.May(t.Context(), actor, tc.employee, tc.right)
		if err != nil || got != tc.want {
			t.Errorf("%s %s %s: %v %v", tc.actor, tc.right, tc.employee, got, err)
		}
		if tc.right == View {
			if sees, err := s.Sees(t.Context(), actor, tc.employee); err != nil || sees != tc.want {
				t.Errorf("%s sees %s: %v %v", tc.actor, tc.employee, sees, err)
			}
		}
	}
	u := umi()
	s := Sight{People: u, Departments: u}
	if _, err := s.Sees(t.Context(), domain.Actor{Tenant: "yama", Employee: "suzuki"}, "tanaka"); !domain.Is(err, domain.NotFound) {
		t.Errorf("another company's: %v", err)
	}
}

func TestBelowEndsInALoop(t *testing.T) {
	tree := []Department{{ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}, {ID: "c"}}
	if in := Below(tree, []domain.ID{"a"}); len(in) != 2 || in["c"] {
		t.Errorf("got %v", in)
	}
}
