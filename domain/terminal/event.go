package terminal

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/worktime"
)

// EventState says whether what a machine saw went to the ledger.
type EventState string

// The states.
const (
	Passed EventState = "passed" // the ledger has it
	Held   EventState = "held"   // it has not: Why says what is wrong, and a person decides
)

// Why says what is wrong with an event that is held.
type Why string

// The reasons.
const (
	Unproven    Why = "passcode"  // the passcode or password was wrong, or is one to be changed first
	BadSeal     Why = "seal"      // what the person typed cannot be read: made for another recorder or key, or changed
	BadSign     Why = "signature" // it was not signed by the paired device
	ClockMoved  Why = "clock"     // the device's clock was set between the punch and the sending: its time is not sure
	TooOld      Why = "old"       // it waited longer than MaxWait
	NotTheWay   Why = "way"       // the recorder does not take that way
	NotForHim   Why = "method"    // the recorder is not one of the person's punch methods
	Gone        Why = "left"      // the person has left, or is not active
	Unreadable  Why = "unreadable"
	NotRecorded Why = "refused" // the ledger refused it
)

// DeviceEvent is what a machine saw (端末イベント): kept as it was, never changed. What counts of it is a punch.
type DeviceEvent struct {
	ID         domain.ID     `gorm:"column:id;primaryKey"`
	Tenant     domain.ID     `gorm:"column:tenant_id"`
	Recorder   domain.ID     `gorm:"column:recorder_id"`
	Ref        string        `gorm:"column:ref"`    // unique with Recorder: the same touch is the same event
	Digest     string        `gorm:"column:digest"` // of what was sent, to tell the same from another under its name
	Way        Way           `gorm:"column:way"`
	Employee   domain.ID     `gorm:"column:employee_id"` // who was named; empty: nobody that is known
	Kind       worktime.Kind `gorm:"column:kind"`
	DeviceAt   *time.Time    `gorm:"column:device_at"` // by the device's own clock; nil: it did not tell
	Skew       int64         `gorm:"column:skew"`      // milliseconds our clock was ahead of the device's
	At         time.Time     `gorm:"column:at"`        // when it happened, by our clock
	ReceivedAt time.Time     `gorm:"column:received_at"`
	Offline    bool          `gorm:"column:offline"` // it waited on the device for the network
	State      EventState    `gorm:"column:state"`
	Why        Why           `gorm:"column:why"`
	Punch      domain.ID     `gorm:"column:punch_id"` // what the ledger made of it
}

// TableName is the table of events; rows are only ever added.
func (DeviceEvent) TableName() string { return "device_event" }
