package main

import (
	"io"
	"time"

	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/webadmin/notices"
)

// noticePages wires the pages of messages and surveys.
func (a *app) noticePages() *notices.Pages {
	return &notices.Pages{Notices: a.notices, Company: a.store.Org(), Groups: a.store.Closing(), Sheets: answerSheet{}, Bell: a.bell, Now: a.clock}
}

// answerSheet writes what was answered as the verb survey does.
type answerSheet struct{}

// Answers implements notices.Sheets.
func (answerSheet) Answers(w io.Writer, r notice.Results, zone *time.Location) error {
	return surveyCSV(w, r, zone)
}
