package main

import "github.com/dakoku/dakoku/webadmin/notices"

// noticePages wires the pages of messages and surveys.
func (a *app) noticePages() *notices.Pages {
	return &notices.Pages{Notices: a.notices, Company: a.store.Org(), Groups: a.store.Closing(), Bell: a.bell, Now: a.clock}
}
