package org

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
)

// Setup is how far a company that was made empty has come with the questions of its beginning (初期設定).
type Setup struct {
	Open     bool          `json:"open,omitempty"`     // there is something left to ask
	Answered []string      `json:"answered,omitempty"` // the questions that were
	Doors    []domain.Door `json:"doors,omitempty"`    // by which its people want to punch
}

// Has tells whether a question was answered.
func (s Setup) Has(question string) bool { return slices.Contains(s.Answered, question) }

// With is the Setup once a question was answered, which may happen again.
func (s Setup) With(question string) Setup {
	if !s.Has(question) {
		s.Answered = append(slices.Clone(s.Answered), question)
	}
	return s
}
