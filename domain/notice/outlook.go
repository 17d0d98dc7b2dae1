package notice

import (
	"context"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/org"
)

// Outlook tells what sending would be like, without sending.
type Outlook interface {
	// Foretell tells by which channels people would be told now.
	Foretell(ctx context.Context, tenant domain.ID, to []org.Employee) (Forecast, error)
	// Preview draws a message for each kind of channel as a person of the language would get it.
	Preview(ctx context.Context, to org.Employee, m Message, files []File) ([]Preview, error)
}

// Forecast is by which channels a sending would go.
type Forecast struct {
	Routes  []Route // by the channel's key
	Nowhere int     // people on no channel: the message lies in メッセージ for them
}

// Route is the part of a sending that goes by one channel.
type Route struct {
	Key    string
	Kind   domain.Door
	People int
	Quota  *Quota // nil: the channel has none
}

// Quota is what a sending takes of the messages a channel has in a month.
type Quota struct {
	Unread   bool // the platform did not tell: the figures are not known
	Limited  bool
	Limit    int64
	Used     int64 // so far
	Takes    int64 // by this sending
	Forecast int64 // at this pace by the end of the month
	Over     int64 // of the sending that would go by another channel, or along with the next answer to the person
}

// Preview is a message in the form of one kind of channel: each bubble is a message there.
type Preview struct {
	Kind    domain.Door
	Bubbles []Bubble
}

// Bubble is one message of a preview, as text, buttons and links.
type Bubble struct {
	Lines   []string
	Buttons []string
	Links   []string
}

// Plan is what a sending would be if it were now.
type Plan struct {
	To       []org.Employee
	Forecast Forecast
}

// Plan tells who would get a message for an audience now, and by which channels. Errors: see Readers.
func (s *Service) Plan(ctx context.Context, actor domain.Actor, a Audience) (Plan, error) {
	to, err := s.Readers(ctx, actor, a)
	if err != nil {
		return Plan{}, err
	}
	f, err := s.Outlook.Foretell(ctx, actor.Tenant, to)
	return Plan{to, f}, err
}

// Preview draws a draft as its writer would get it. It need not be fit to be sent.
func (s *Service) Preview(ctx context.Context, actor domain.Actor, c Content, files []File) ([]Preview, error) {
	me, err := s.People.Employee(ctx, actor.Tenant, actor.Employee)
	if err != nil {
		return nil, err
	}
	return s.Outlook.Preview(ctx, me, c.Message(), files)
}
