// Package desk is what the sections of the console share: the row of tabs above each page, and the way a record is
// changed — looked at, compared with what another administrator did meanwhile, shown with its consequences, saved.
package desk

import (
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// The addresses of the sections.
const (
	Home     = "/admin"
	People   = "/admin/people"
	Masters  = "/admin/masters"
	Channels = "/admin/channels"
	Records  = "/admin/records"
	Setup    = "/admin/setup"
)

// Tabs are the sections of the console, the one that is open marked.
func Tabs(v *shell.Visit, open string) ui.Tabs {
	t := ui.Tabs{Label: v.T("admin.tabs")}
	for _, x := range [][2]string{{Home, "admin.tab.home"}, {People, "admin.tab.people"}, {Masters, "admin.tab.masters"}, {Channels, "admin.tab.channels"}, {Records, "admin.tab.records"}} {
		t.Links = append(t.Links, ui.Link{Path: x[0], Label: v.T(x[1]), Current: x[0] == open})
	}
	return t
}
