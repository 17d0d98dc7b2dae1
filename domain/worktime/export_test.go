package worktime

import (
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain/closing"
)

// PlayExamples plays the worked examples with months that are counted some other way than by the pure function.
func PlayExamples(t *testing.T, count func(r Rules, period closing.Period, punches []Punch, now time.Time) Aggregate,
	lint func(r Rules, period closing.Period, punches []Punch, now time.Time) []Finding) {
	pure, looked := counted, linted
	defer func() { counted, linted = pure, looked }()
	counted, linted = count, lint
	playExamples(t)
}
