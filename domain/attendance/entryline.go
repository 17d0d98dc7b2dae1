package attendance

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// EntryLine is a punch as the ledger is printed (打刻の控え): the fields up to PrevHash are the external contract, the rest is
// what the hash covers besides them, so that a printed ledger can be checked by itself (docs/receipts.md).
type EntryLine struct {
	ID           domain.ID           `json:"id"`
	Employee     string              `json:"employee"` // 社員番号
	Kind         worktime.Kind       `json:"kind"`
	At           string              `json:"at"` // RFC 3339 with the company's offset
	ReceivedAt   string              `json:"received_at"`
	BusinessDate calendar.Date       `json:"business_date"`
	Source       domain.Door         `json:"source"`
	SourceRef    string              `json:"source_ref"`
	State        worktime.PunchState `json:"state"`
	Supersedes   domain.ID           `json:"supersedes"`
	Receipt      string              `json:"receipt"`
	Hash         string              `json:"hash"`
	PrevHash     string              `json:"prev_hash"`
	Seq          int64               `json:"seq"`
	EmployeeID   domain.ID           `json:"employee_id"`
	Mark         worktime.Mark       `json:"mark"`
	Hold         worktime.Hold       `json:"hold"`
}

// Line is a punch as it is printed, for the person of a code and a company's zone.
func Line(p worktime.Punch, code string, zone *time.Location) EntryLine {
	return EntryLine{p.ID, code, p.Kind, p.At.In(zone).Format(time.RFC3339Nano), p.ReceivedAt.In(zone).Format(time.RFC3339Nano),
		p.Date, p.Source, p.SourceRef, p.State, p.Supersedes, p.Receipt, p.Hash, p.PrevHash, p.Seq, p.Employee, p.Mark, p.Hold}
}
