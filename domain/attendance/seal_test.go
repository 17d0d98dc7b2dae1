package attendance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// The receipts of docs/receipts.md, computed from the words of that document and by the code that seals.
func TestThePublishedRecipe(t *testing.T) {
	text, err := os.ReadFile("../../docs/receipts.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```json\n")
	block, _, _ := strings.Cut(rest, "```")
	entries := 0
	for line := range strings.Lines(block) {
		var f map[string]any
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		s := func(name string) string { return fmt.Sprint(f[name]) }
		utc := func(name string) string { return instant(t, s(name)).UTC().Format("2006-01-02T15:04:05.999999Z") }
		sum := sha256.Sum256([]byte(strings.Join([]string{
			s("prev_hash"), s("seq"), s("id"), s("employee_id"), s("kind"), s("mark"), utc("at"), utc("received_at"),
			s("business_date"), s("source"), s("source_ref"), s("hold"), s("supersedes"),
		}, "\n")))
		if got := hex.EncodeToString(sum[:]); got != s("hash") {
			t.Errorf("entry %s: the recipe gives %s", s("seq"), got)
		}
		sealed := worktime.Punch{
			ID: domain.ID(s("id")), Employee: domain.ID(s("employee_id")), Kind: worktime.Kind(s("kind")), Mark: worktime.Mark(s("mark")),
			At: instant(t, s("at")), ReceivedAt: instant(t, s("received_at")), Date: calendar.Date(s("business_date")),
			Source: domain.Door(s("source")), SourceRef: s("source_ref"), Hold: worktime.Hold(s("hold")), Supersedes: domain.ID(s("supersedes")),
		}
		Seal(&sealed, int64(f["seq"].(float64)), s("prev_hash"))
		if sealed.Hash != s("hash") || sealed.Receipt != s("receipt") {
			t.Errorf("entry %s: the code gives %s %s", s("seq"), sealed.Hash, sealed.Receipt)
		}
		entries++
	}
	if entries != 2 {
		t.Errorf("%d entries in the document", entries)
	}
}

func TestEveryFixedFieldIsSealed(t *testing.T) {
	base := worktime.Punch{ID: "p", Employee: "e", Kind: worktime.In, At: at("11/20 9:00"), ReceivedAt: at("11/20 9:01"), Date: on("11/20"), Source: domain.LINE, SourceRef: "r"}
	Seal(&base, 7, "before")
	for name, alter := range map[string]func(*worktime.Punch){
		"prev_hash": func(p *worktime.Punch) { p.PrevHash = "" }, "seq": func(p *worktime.Punch) { p.Seq = 8 }, "id": func(p *worktime.Punch) { p.ID = "q" },
		"employee": func(p *worktime.Punch) { p.Employee = "f" }, "kind": func(p *worktime.Punch) { p.Kind = worktime.Out }, "mark": func(p *worktime.Punch) { p.Mark = worktime.Remote },
		"at":          func(p *worktime.Punch) { p.At = p.At.Add(time.Microsecond) },
		"received_at": func(p *worktime.Punch) { p.ReceivedAt = p.ReceivedAt.Add(-time.Microsecond) },
		"date":        func(p *worktime.Punch) { p.Date = p.Date.Add(1) }, "source": func(p *worktime.Punch) { p.Source = domain.Web },
		"source_ref": func(p *worktime.Punch) { p.SourceRef = "s" }, "hold": func(p *worktime.Punch) { p.Hold = worktime.Repeated }, "supersedes": func(p *worktime.Punch) { p.Supersedes = "o" },
	} {
		t.Run(name, func(t *testing.T) {
			p := base
			alter(&p)
			if Digest(p) == base.Hash {
				t.Error("it can be altered without showing")
			}
		})
	}
	p := base
	p.State, p.At = worktime.Void, p.At.In(tokyo)
	if Digest(p) != base.Hash {
		t.Error("a state or another zone of the same instant changes the hash")
	}
}
