// Package audit is who changed what of a record: one row for each deed, written in the commit of the deed and never
// changed. It knows no rule of the records it is about.
package audit

import (
	"context"
	"encoding/json"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Act says what was done.
type Act string

// The acts.
const (
	Asked     Act = "request"         // 申請
	AskedAnew Act = "resubmit"        // 再申請
	Approved  Act = "approve"         // 承認; by nobody where a rule of the company did it
	Returned  Act = "return"          // 差し戻し
	Rejected  Act = "reject"          // 却下
	Withdrawn Act = "withdraw"        // 取り下げ
	Undone    Act = "undo"            // 承認取消
	Corrected Act = "correct"         // 直接訂正
	HandedOn  Act = "escalate"        // 繰り上げ
	TakenBack Act = "void"            // 打刻取消, by the person within UndoWindow
	Closed    Act = "lock"            // 月確定
	Opened    Act = "unlock"          // 月確定の解除
	Offered   Act = "recorder_code"   // レコーダーの登録コードの発行
	Paired    Act = "recorder_pair"   // レコーダーの登録
	Rekeyed   Act = "recorder_key"    // a paired device signs with another key
	Unpaired  Act = "recorder_revoke" // レコーダーの登録解除
	Masters   Act = "masters"         // マスタ変更; After.Lines has what changed, with what was before
	Imported  Act = "import"          // 社員一覧の取り込み; After.List has the file and what it did
	Wrote     Act = "message"         // メッセージの作成; Number is the message's
	Cancelled Act = "message_cancel"  // 送信の取りやめ
	Recalled  Act = "message_recall"  // 送信後の取り消し
	FileGone  Act = "message_file"    // 添付ファイルの削除
	Nudged    Act = "message_remind"  // 未回答者への催促
)

// Row is one deed (監査記録).
type Row struct {
	ID       domain.ID      `gorm:"column:id;primaryKey"`
	Tenant   domain.ID      `gorm:"column:tenant_id"`
	At       time.Time      `gorm:"column:at"`
	By       domain.ID      `gorm:"column:by_id"` // empty: the program, by a rule or by an operator at the machine
	Door     domain.Door    `gorm:"column:door"`
	Act      Act            `gorm:"column:act"`
	Employee domain.ID      `gorm:"column:employee_id"`   // whose record; empty: everybody's
	Date     calendar.Date  `gorm:"column:business_date"` // empty: no single day
	Month    calendar.Month `gorm:"column:month"`         // of a lock
	Number   int            `gorm:"column:number"`        // of the request; 0: none
	Before   State          `gorm:"column:state_before;serializer:json"`
	After    State          `gorm:"column:state_after;serializer:json"`
	Why      string         `gorm:"column:why"` // a comment, a note, a reason
	Ref      string         `gorm:"column:ref"` // the event; of masters the id of the record
}

// TableName is the table of deeds; rows are only ever added.
func (Row) TableName() string { return "audit" }

// State is a record as a deed found or left it; what it is not about is left out.
type State struct {
	Request string      `json:"request,omitempty"` // the state of the request
	Punches []Punch     `json:"punches,omitempty"` // what counts of the day, in the order of time
	Reasons []string    `json:"reasons,omitempty"`
	Note    string      `json:"note,omitempty"`
	Asked   []domain.ID `json:"asked,omitempty"` // who is asked to decide
	Lines   []string    `json:"lines,omitempty"` // of masters: a line for each field; of locks: whose; of sign-ins: where from
	Master  *Master     `json:"master,omitempty"`
	List    *List       `json:"list,omitempty"` // of an import
}

// Master is one record of the masters in a State.
type Master struct {
	Kind   string          `json:"kind"` // "work pattern"
	Code   string          `json:"code"`
	Fields []Field         `json:"fields,omitempty"` // After: what changed; none: the record is new
	Record json.RawMessage `json:"record,omitempty"` // Before: the whole record, without what is secret
}

// List is a list of people that was taken in, and to how many lines what happened.
type List struct {
	Name      string `json:"name"`
	SHA256    string `json:"sha256"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Unchanged int    `json:"unchanged"`
	Wrong     int    `json:"wrong"` // left out
}

// Field is one field of a Master that was changed.
type Field struct {
	Name   string        `json:"name"`           // as the company file calls it
	From   calendar.Date `json:"from,omitempty"` // since when it counts; empty: at once, or from the beginning
	Before string        `json:"before,omitempty"`
	After  string        `json:"after,omitempty"`
}

// Punch is one punch of a State.
type Punch struct {
	Kind string    `json:"kind"`
	At   time.Time `json:"at"`
}

// Query narrows what is listed; what is empty narrows nothing. The days are those the deeds were done on.
type Query struct {
	Tenant   domain.ID
	Employee domain.ID // whose record it is, or who did it
	By       domain.ID // who did it
	Acts     []Act
	Ref      string    // the event, or of masters the id of the record
	Text     string    // somewhere in why, before or after, as it is written there
	From, To time.Time // To is not included; zero: without end
}

// Place is where a page of rows ends; the zero one is the newest row.
type Place struct {
	At time.Time
	ID domain.ID
}

// Store keeps rows.
type Store interface {
	// Each streams rows in the order of time.
	Each(ctx context.Context, q Query, each func(Row) error) error
	// Page lists rows before a place, the newest first, at most limit.
	Page(ctx context.Context, q Query, before Place, limit int) ([]Row, error)
}
