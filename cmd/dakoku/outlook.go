package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/bots/chatwork"
	"github.com/dakoku/dakoku/bots/line"
	"github.com/dakoku/dakoku/bots/slack"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
)

// outlook tells what a sending would be like.
type outlook struct {
	*app
	people directory
	line   *line.Platform // for its quota
}

var _ notice.Outlook = outlook{}

// Foretell implements notice.Outlook.
func (o outlook) Foretell(ctx context.Context, tenant domain.ID, to []org.Employee) (notice.Forecast, error) {
	var f notice.Forecast
	firsts, err := o.people.firsts(ctx, to)
	if err != nil {
		return f, err
	}
	by, channels := map[domain.ID]int{}, map[domain.ID]bots.Channel{}
	for _, home := range firsts {
		ch := home.Channel
		if ch.ID == "" {
			f.Nowhere++
			continue
		}
		by[ch.ID]++
		channels[ch.ID] = ch
	}
	for id, ch := range channels {
		r := notice.Route{Key: ch.Key, Kind: ch.Kind, People: by[id]}
		if ch.Kind == domain.LINE {
			r.Quota = o.quota(ctx, ch, int64(r.People))
		}
		f.Routes = append(f.Routes, r)
	}
	slices.SortFunc(f.Routes, func(x, y notice.Route) int { return cmp.Compare(x.Key, y.Key) })
	return f, nil
}

// quota is what a sending takes of a LINE channel's month.
func (o outlook) quota(ctx context.Context, ch bots.Channel, n int64) *notice.Quota {
	q, err := o.line.Quota(ctx, ch)
	if err != nil {
		o.log.Warn("the month's quota cannot be read", "channel", ch.Key, "error", err)
		return &notice.Quota{Unread: true, Takes: n}
	}
	out := &notice.Quota{Limited: q.Limited, Limit: q.Limit, Used: q.Used, Takes: n, Forecast: line.Forecast(q.Used+n, o.clock())}
	if q.Limited {
		out.Over = max(0, n-q.Spare())
	}
	return out
}

// Preview implements notice.Outlook.
func (o outlook) Preview(ctx context.Context, to org.Employee, m notice.Message, files []notice.File) ([]notice.Preview, error) {
	enclosed := make([]notice.Attached, len(files))
	for i, f := range files {
		enclosed[i] = notice.Attached{File: f, URL: o.notices.URL + notice.LinkPath}
	}
	reply, err := o.flows.Letter(ctx, notice.Telling{Kind: notice.Letters, Message: m, To: to, Files: enclosed})
	if err != nil {
		return nil, err
	}
	var out []notice.Preview
	for _, p := range []bots.Platform{o.line, &slack.Platform{}, &chatwork.Platform{}} {
		shown := notice.Preview{Kind: p.Kind()}
		for _, r := range dialog.Fit(reply, p.Caps()) {
			b := notice.Bubble{Lines: append([]string{r.Title}, r.Lines...)}
			for _, c := range r.Choices {
				b.Buttons = append(b.Buttons, c.Label)
			}
			for _, l := range r.Links {
				b.Links = append(b.Links, l.Label)
			}
			shown.Bubbles = append(shown.Bubbles, b)
		}
		out = append(out, shown)
	}
	return out, nil
}
