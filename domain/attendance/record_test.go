package attendance

import (
	"testing"

	"github.com/dakoku/dakoku/domain/worktime"
)

func TestADayOfPunches(t *testing.T) {
	c := newCompany(t)
	in := c.says(worktime.In, "11/20 8:58")
	if in.Outcome != Recorded || in.Status != worktime.Working || in.Punch.Date != on("11/20") || len(in.Punch.Receipt) != ReceiptLength {
		t.Fatalf("in: %+v", in)
	}
	out := c.says(worktime.Out, "11/20 18:02")
	if out.Day.Worked != 8*60+4 || out.Day.OT != 4 || out.Month.Totals.Worked != 8*60+4 || out.Status != worktime.Off {
		t.Fatalf("out: %+v month %+v", out.Day, out.Month)
	}
}

func TestForgottenOutIsAskedAbout(t *testing.T) {
	c := newCompany(t)
	c.says(worktime.In, "11/19 9:01")
	in := c.says(worktime.In, "11/20 8:57")
	if in.Outcome != Recorded || in.Punch.Kind != worktime.In || in.Punch.Date != on("11/20") {
		t.Fatalf("today's in: %+v", in.Punch)
	}
	f := in.Forgotten
	if f == nil || f.Date != on("11/19") || len(f.Proposals) != 1 || !f.Proposals[0].At.Equal(at("11/19 18:00")) {
		t.Fatalf("forgotten: %+v", f)
	}
}
