package attendance

import (
	"testing"
	"time"
)

func TestTheDigestIsOfEveryField(t *testing.T) {
	whole := func() Snapshot {
		s := Snapshot{Tenant: "t", Employee: "e", Month: "2026-11", From: "2026-11-01", To: "2026-11-30", Figures: "{}", Engine: "1", MadeAt: at("11/30 12:00")}
		s.Seal(1)
		return s
	}
	for name, change := range map[string]func(*Snapshot){
		"company": func(s *Snapshot) { s.Tenant = "u" },
		"person":  func(s *Snapshot) { s.Employee = "f" },
		"month":   func(s *Snapshot) { s.Month = "2026-10" },
		"from":    func(s *Snapshot) { s.From = "2026-11-02" },
		"to":      func(s *Snapshot) { s.To = "2026-11-29" },
		"version": func(s *Snapshot) { s.Version = 2 },
		"figures": func(s *Snapshot) { s.Figures = "{ }" },
		"engine":  func(s *Snapshot) { s.Engine = "2" },
		"made at": func(s *Snapshot) { s.MadeAt = s.MadeAt.Add(time.Microsecond) },
	} {
		s := whole()
		if change(&s); s.Digest == s.digest() {
			t.Errorf("%s: the digest does not notice", name)
		}
	}
}
