package company

import (
	"encoding/json"

	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/terminal"
	"github.com/dakoku/dakoku/domain/worktime"
)

// The kinds of records, as Detail and the audit call them.
const (
	KindCompany    = "company"
	KindDepartment = "department"
	KindSite       = "site"
	KindGroup      = "closing group"
	KindPattern    = "work pattern"
	KindReason     = "reason code"
	KindPermission = "permission group"
	KindChannel    = "channel"
	KindRecorder   = "recorder"
	KindEmployee   = "employee"
)

// former is a record as it was before the change, without what is secret.
func (p *plan) former(kind, code string) json.RawMessage {
	if p.formers == nil {
		m := p.old
		p.formers = map[string]map[string]any{
			KindCompany:    {m.Tenant.Code: m.Tenant},
			KindDepartment: keyed(m.Departments, func(r org.Department) (string, org.Department) { return r.Code, r }),
			KindSite:       keyed(m.Sites, func(r org.Site) (string, org.Site) { return r.Code, r }),
			KindGroup:      keyed(m.Groups, func(r closing.Group) (string, closing.Group) { return r.Code, r }),
			KindPattern:    keyed(m.Patterns, func(r worktime.Pattern) (string, worktime.Pattern) { return r.Code, r }),
			KindReason:     keyed(m.Reasons, func(r worktime.ReasonCode) (string, worktime.ReasonCode) { return r.Code, r }),
			KindPermission: keyed(m.Permissions, func(r org.PermissionGroup) (string, org.PermissionGroup) { return r.Code, r }),
			KindChannel: keyed(m.Channels, func(r org.Channel) (string, org.Channel) {
				r.Secrets = nil
				return r.Key, r
			}),
			KindRecorder: keyed(m.Recorders, func(r terminal.Recorder) (string, terminal.Recorder) { return r.Code, r }),
			KindEmployee: keyed(m.Employees, func(r org.Employee) (string, org.Employee) {
				r.Password, r.Passcode, r.FilePassword, r.FilePasscode = "", "", "", ""
				return r.Code, r
			}),
		}
	}
	raw, err := json.Marshal(stored(p.formers[kind][code]))
	if err != nil {
		return nil
	}
	return raw
}

// keyed are records by their codes, as they may be shown.
func keyed[T any](records []T, show func(T) (string, T)) map[string]any {
	all := make(map[string]any, len(records))
	for _, r := range records {
		code, shown := show(r)
		all[code] = shown
	}
	return all
}
