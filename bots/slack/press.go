package slack

import (
	"time"

	"github.com/dakoku/dakoku/dialog"
)

// press is one element used. Every selected value can be null.
type press struct {
	Type   string  `json:"type"`
	ID     string  `json:"action_id"`
	Block  string  `json:"block_id,omitempty"`
	Value  string  `json:"value,omitempty"`
	TS     string  `json:"action_ts"`
	Date   string  `json:"selected_date,omitempty"`
	Time   string  `json:"selected_time,omitempty"`
	When   int64   `json:"selected_date_time,omitempty"`
	Option *chosen `json:"selected_option,omitempty"`
	// Options are those of a form's list or tick.
	Options []chosen `json:"selected_options,omitempty"`
}

type chosen struct {
	Value string `json:"value"`
}

// meant is the action an element carries and the value picked with it; ok is false for an element that carries none.
func (x press) meant(zone *time.Location) (a dialog.Action, value string, ok bool) {
	switch {
	case x.Type == "button" && x.Value != "":
		return dialog.ParseAction(x.Value), "", true
	case x.Option != nil && x.Option.Value != "":
		return dialog.ParseAction(x.Option.Value), "", true
	case x.Date != "":
		value = x.Date
	case x.Time != "":
		value = x.Time
	case x.When != 0:
		value = time.Unix(x.When, 0).In(zone).Format(pickedLayout)
	default:
		return dialog.Action{}, "", false
	}
	return pickedAction(x.ID), value, true
}
