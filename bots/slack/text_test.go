package slack

import (
	"slices"
	"testing"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		limit int
		want  []string
	}{
		{"nothing", nil, 10, []string{""}},
		{"lines that fit", []string{"ab", "cd"}, 5, []string{"ab\ncd"}},
		{"lines stay whole", []string{"ab", "cd"}, 4, []string{"ab", "cd"}},
		{"a long line", []string{"abcdef"}, 4, []string{"abcd", "ef"}},
		{"characters, not bytes", []string{"出退勤"}, 2, []string{"出退", "勤"}},
		{"not inside a sign", []string{"ab&lt;cd"}, 4, []string{"ab", "&lt;", "cd"}},
		{"after a sign", []string{"&lt;ab"}, 4, []string{"&lt;", "ab"}},
		{"an empty line", []string{"a", "", "b"}, 9, []string{"a\n\nb"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := split(tt.lines, tt.limit)
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
