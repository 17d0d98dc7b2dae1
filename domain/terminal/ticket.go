package terminal

import (
	"crypto/rand"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// TicketLife is how long somebody who has proven who he is may press a button: he stands there.
const TicketLife = 2 * time.Minute

// Ticket lets one person press buttons at one device for a short time (打刻票). It names the press, so that one that is
// sent twice is one punch.
type Ticket struct {
	Employee domain.ID
	Way      Way
	Ref      string
	Until    time.Time
}

// Issue makes a ticket for somebody who has proven who he is, in a form that can be carried by a page.
func (s *Service) Issue(d Device, employee domain.ID, way Way) string {
	body := strings.Join([]string{string(employee), string(way), rand.Text(), strconv.FormatInt(s.Now().Add(TicketLife).UnixMilli(), 10)}, "~")
	return body + "~" + s.ticketMark(d, body)
}

// Open reads a ticket. Expired: its time is over. Forbidden: it is another device's, or nobody's.
func (s *Service) Open(d Device, carried string) (Ticket, error) {
	at := strings.LastIndex(carried, "~")
	forged := domain.Refuse(domain.Forbidden, "why", "ticket")
	if at < 0 || !same(s.ticketMark(d, carried[:at]), carried[at+1:]) {
		return Ticket{}, forged
	}
	parts := strings.Split(carried[:at], "~")
	if len(parts) != 4 {
		return Ticket{}, forged
	}
	until, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil {
		return Ticket{}, forged
	}
	t := Ticket{Employee: domain.ID(parts[0]), Way: Way(parts[1]), Ref: parts[2], Until: time.UnixMilli(until).UTC()}
	if s.Now().After(t.Until) {
		return t, domain.Refuse(domain.Expired, "why", "ticket")
	}
	return t, nil
}

// ticketMark binds a ticket to the device that is paired now.
func (s *Service) ticketMark(d Device, body string) string {
	return s.digest("ticket", d.Recorder, d.Pairing.Digest+"\n"+body)
}
