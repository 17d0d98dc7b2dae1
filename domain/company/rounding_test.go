package company

import (
	"reflect"
	"testing"

	"github.com/dakoku/dakoku/domain/org"
)

func TestRoundingIsRead(t *testing.T) {
	f := parse(t, `
company:
  code: umi
  name: 海
  rounding:
    in: {to: start}
    out: {to: earlier, minutes: 15, base: "17:20"}
    break_start: {to: nearest, minutes: 30, threshold: 15, base: "0:45"}
    month: {overtime: {minutes: 30}, late: {minutes: 5, rule: earlier}}
  auto_break: [{over: "6:45", minutes: 45, of: elapsed}, {over: "8:00", minutes: 60, of: worked}]
closing_groups: [{code: end, name: 末日締め, day: 31}]
employees: [{code: "1", name: 鈴木, role: owner}]
`)
	want := org.Rounding{
		Punches: map[string]org.Step{
			"in": {To: org.ToStart}, "out": {To: org.Earlier, Minutes: 15, Base: 1040},
			"break_start": {To: org.Nearest, Minutes: 30, Threshold: 15, Base: 45},
		},
		Month: map[string]org.Step{"overtime": {To: org.HalfHour, Minutes: 30}, "late": {To: org.Earlier, Minutes: 5}},
	}
	if got := f.Tenant.Rules.Rounding; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	breaks := []org.AutoBreak{{Over: 405, Minutes: 45, Elapsed: true}, {Over: 480, Minutes: 60}}
	if got := f.Tenant.Rules.AutoBreak; !reflect.DeepEqual(got, breaks) {
		t.Errorf("got %+v", got)
	}
}
