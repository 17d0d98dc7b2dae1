package main

import (
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain/attendance"
)

// TestAlarms: what tampering leaves behind fails; what an upgrade or new masters bring is said and does not.
func TestAlarms(t *testing.T) {
	for cause, rings := range map[attendance.Cause]bool{attendance.BadDigest: true, attendance.BadLedger: true, attendance.NewEngine: false, attendance.NewRules: false} {
		if slices.Contains(alarms, cause) != rings {
			t.Errorf("%s rings: %v", cause, !rings)
		}
		if doubts[cause] == "" {
			t.Errorf("%s is said in no words", cause)
		}
	}
}
