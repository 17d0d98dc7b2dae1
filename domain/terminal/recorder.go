// Package terminal is what stands at the door: shared recorders, the devices that are paired with them, and what those
// devices saw. It knows no page, no script and no storage; a punch is the ledger's.
package terminal

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Way is how somebody says at a recorder who he is (打刻方法).
type Way string

// The ways.
const (
	ByPassword Way = "password" // login and password (IDとパスワード)
	ByPasscode Way = "passcode" // the name is chosen, then the passcode typed (所属と名前を選択)
)

// Ways lists every way.
var Ways = []Way{ByPassword, ByPasscode}

// Keyboard is the layout of the initial letters names are chosen by (頭文字選択用キーボード).
type Keyboard string

// The keyboards.
const (
	Kana  Keyboard = "kana"  // あかさたな…
	Latin Keyboard = "latin" // A–Z
)

// Message is a company's own words in both languages; an empty one is not said.
type Message struct {
	Japanese string `json:"ja,omitempty"`
	English  string `json:"en,omitempty"`
}

// In is the message in a language; there may be only the other one.
func (m Message) In(lang string) string {
	if lang == "en" && m.English != "" || m.Japanese == "" {
		return m.English
	}
	return m.Japanese
}

// Recorder is a shared recorder at the door (レコーダー), as the company set it up. Which device stands there is its Pairing.
type Recorder struct {
	ID          domain.ID                 `gorm:"column:id;primaryKey"`
	Tenant      domain.ID                 `gorm:"column:tenant_id"`
	Code        string                    `gorm:"column:code"`
	Name        string                    `gorm:"column:name"`
	Site        domain.ID                 `gorm:"column:site_id"` // empty: none
	Keyboard    Keyboard                  `gorm:"column:keyboard"`
	Departments []domain.ID               `gorm:"column:departments;serializer:json"` // whose people can be chosen, with those below; empty: all
	Messages    map[worktime.Kind]Message `gorm:"column:messages;serializer:json"`    // said after a punch of the kind
	Ways        []Way                     `gorm:"column:ways;serializer:json"`        // empty: all
	Rest        int                       `gorm:"column:rest"`                        // seconds until the clock comes back; 0: DefaultRest
	Active      bool                      `gorm:"column:active"`
}

// TableName is the table of recorders.
func (Recorder) TableName() string { return "recorder" }

// DefaultRest is how many seconds an answer stays on the screen: long enough to read it and to take it back.
const DefaultRest = 8

// Lets tells whether people may say who they are in that way.
func (r Recorder) Lets(w Way) bool { return len(r.Ways) == 0 || slices.Contains(r.Ways, w) }

// Back is how long an answer stays on the screen.
func (r Recorder) Back() time.Duration {
	if r.Rest == 0 {
		return DefaultRest * time.Second
	}
	return time.Duration(r.Rest) * time.Second
}
