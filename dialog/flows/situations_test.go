package flows_test

import (
	"path/filepath"
	"slices"
	"testing"
)

// situations is what every conversation must be shown in.
var situations = []string{"happy", "cancellation", "digression", "stale", "expiry", "invalid", "refused", "locked",
	"duplicate", "two-people", "no-buttons", "english"}

// Why a situation cannot occur.
const (
	asksNothing = "it asks nothing, so nothing can be cancelled, run out or be answered wrongly"
	noRecord    = "it touches no record, so no month can stand in its way"
	alwaysGood  = "its buttons are named actions: they are good at any time"
	readsOnly   = "it only reads; its buttons are punches, which are good at any time"
	room        = "it is said to a room, not to a person"
	offersOnly  = "its offer is two named actions; what else is said goes its own way and is no wrong answer"
)

// excused are the situations that cannot occur, by conversation.
var excused = map[string]map[string]string{
	"punch":    {"expiry": asksNothing, "invalid": asksNothing},
	"undo":     {"invalid": offersOnly},
	"phrase":   {"expiry": alwaysGood},
	"who":      {"cancellation": asksNothing, "stale": asksNothing, "expiry": asksNothing, "invalid": asksNothing, "locked": noRecord},
	"link":     {"locked": noRecord},
	"unlink":   {"locked": noRecord},
	"language": {"cancellation": alwaysGood, "expiry": alwaysGood, "invalid": alwaysGood, "locked": noRecord},
	"today":    {"cancellation": asksNothing, "stale": readsOnly, "expiry": asksNothing, "invalid": asksNothing},
	"month":    {"cancellation": asksNothing, "stale": readsOnly, "expiry": asksNothing, "invalid": asksNothing},
	"why":      {"cancellation": asksNothing, "stale": readsOnly, "expiry": asksNothing, "invalid": asksNothing},
	"help":     {"cancellation": asksNothing, "stale": readsOnly, "expiry": asksNothing, "invalid": asksNothing, "locked": noRecord},
	"welcome": {"cancellation": room, "digression": room, "stale": room, "expiry": room, "invalid": room, "locked": noRecord,
		"duplicate": room, "two-people": room},
	"forgotten": {},
	"back":      {},
	"correct":   {},
	"approve":   {},
	"message":   {"cancellation": asksNothing, "digression": asksNothing, "expiry": asksNothing, "invalid": asksNothing, "locked": noRecord},
	"survey":    {"locked": noRecord},
	"send":      {"locked": noRecord},
	"requests":  {"expiry": alwaysGood, "invalid": alwaysGood},
}

// reminders are begun by nobody: their transcripts are named by what is reminded of, and the table of their situations is
// domain/reminder's.
const reminders = "remind"

// inEnglish are the conversations of which every situation is shown in English too; english.txt is their happy one.
var inEnglish = []string{"message", "survey", "send"}

// TestEverySituationIsShown checks conversation × situation: each has a transcript or a reason why it has none.
func TestEverySituationIsShown(t *testing.T) {
	folders, err := filepath.Glob(folder + "/*/*.txt")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, f := range folders {
		if name := filepath.Base(filepath.Dir(f)); excused[name] == nil && name != reminders {
			t.Errorf("conversation %s is not in the table", name)
		}
	}
	for name, reasons := range excused {
		for _, situation := range situations {
			shown, _ := filepath.Glob(filepath.Join(folder, name, situation+"*.txt"))
			_, why := reasons[situation]
			twin, _ := filepath.Glob(filepath.Join(folder, name, "english-"+situation+"*.txt"))
			if slices.Contains(inEnglish, name) && len(twin) == 0 && len(shown) > 0 && situation != "happy" && situation != "english" {
				t.Errorf("%s: nothing shows %s in English", name, situation)
			}
			switch {
			case len(shown) == 0 && !why:
				t.Errorf("%s: nothing shows %s", name, situation)
			case len(shown) > 0 && why:
				t.Errorf("%s: %s is shown although it is said that it cannot occur", name, situation)
			}
		}
		for situation := range reasons {
			if !slices.Contains(situations, situation) {
				t.Errorf("%s: no situation is called %s", name, situation)
			}
		}
	}
}
