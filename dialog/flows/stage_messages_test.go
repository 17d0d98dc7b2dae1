package flows_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog/flows"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/reminder"
	"github.com/dakoku/dakoku/domain/store/blobs"
	"github.com/dakoku/dakoku/domain/store/storetest"
)

func (s *stage) messaging() *notice.Service {
	all, kept, clock := s.store.Org(), s.store.Messages(), func() time.Time { return s.now.UTC() }
	return &notice.Service{Store: s.store.Messages(), Votes: s.store.Messages(), Shelf: s.store.Messages(), Tenants: all, People: all,
		Sight: &org.Sight{People: all, Departments: all}, Teller: letters{s},
		Drafts: kept, Files: kept, Facts: kept, Blobs: blobs.Disk{Folder: s.t.TempDir()}, URL: "https://dakoku.test", Outlook: forecast{s}, Key: storetest.Key, Now: clock, NewID: domain.IDs(clock)}
}

// forecast counts who is on which channel; LINE has 200 messages a month.
type forecast struct{ *stage }

// Foretell implements notice.Outlook.
func (f forecast) Foretell(ctx context.Context, tenant domain.ID, to []org.Employee) (notice.Forecast, error) {
	var out notice.Forecast
	for _, e := range to {
		accounts, err := f.store.Org().AccountsOf(ctx, tenant, e.ID)
		f.ok(err)
		if len(accounts) == 0 {
			out.Nowhere++
			continue
		}
		if here := slices.IndexFunc(accounts, func(a org.ChatAccount) bool { return a.Channel == f.channels[f.place.door] }); here > 0 {
			accounts = accounts[here:]
		}
		for kind, id := range f.channels {
			i := slices.IndexFunc(out.Routes, func(r notice.Route) bool { return r.Kind == kind })
			switch {
			case id != accounts[0].Channel:
			case i >= 0:
				out.Routes[i].People++
			default:
				out.Routes = append(out.Routes, notice.Route{Key: string(id), Kind: kind, People: 1})
			}
		}
	}
	slices.SortFunc(out.Routes, func(a, b notice.Route) int { return strings.Compare(string(a.Kind), string(b.Kind)) })
	for i, r := range out.Routes {
		if r.Kind == domain.LINE {
			out.Routes[i].Quota = &notice.Quota{Limited: true, Limit: 200, Used: 198, Takes: int64(r.People), Over: max(0, int64(r.People)-2)}
		}
	}
	return out, nil
}

// Preview implements notice.Outlook.
func (f forecast) Preview(context.Context, org.Employee, notice.Message, []notice.File) ([]notice.Preview, error) {
	return nil, nil
}

// letters remembers what is told about messages instead of delivering it.
type letters struct{ *stage }

func (l letters) Tell(ctx context.Context, all []notice.Telling) (owed [][]outbox.Item, err error) {
	for _, n := range all {
		rows, err := l.tell(ctx, n)
		if err != nil {
			return nil, err
		}
		owed = append(owed, rows)
	}
	return owed, nil
}

func (l letters) tell(ctx context.Context, n notice.Telling) ([]outbox.Item, error) {
	reply, err := l.flows.Letter(ctx, n)
	l.told = append(l.told, told{reminder.Notice{Person: n.To}, reply})
	l.events++
	now := l.now.UTC()
	return []outbox.Item{{ID: domain.ID(fmt.Sprintf("letter %d", l.events)), Tenant: n.To.Tenant, Channel: l.channels[l.place.door],
		Conversation: fmt.Sprintf("letter %d", l.events), Employee: n.To.ID, Kind: outbox.Notice, Body: []byte("{}"), State: outbox.Owed,
		CreatedAt: now, NextAt: now}}, err
}

// written is a message sent to everybody at the next minute that passes:
// "題 | 本文 | 参加 不参加 | 12/1 18:00 multiple comment anonymous"; one without a survey ends with its text and names of files.
func (s *stage) written(text string, survey bool) {
	parts := strings.Split(text, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	m := notice.Content{Title: parts[0], Body: parts[1], Audience: notice.Audience{All: true}}
	var files []string
	if survey {
		words := strings.Fields(parts[3])
		m.Survey = &notice.Survey{Options: strings.Fields(parts[2]), Deadline: s.time(words[0], words[1]).UTC(),
			Multiple: slices.Contains(words, "multiple"), Comment: slices.Contains(words, "comment"), Anonymous: slices.Contains(words, "anonymous")}
	} else {
		files = strings.Fields(strings.Join(parts[2:], " "))
	}
	ctx := context.Background()
	d, err := s.notices.SaveDraft(ctx, s.owner(), notice.Draft{Content: m})
	s.ok(err)
	for _, name := range files {
		_, err := s.notices.Attach(ctx, s.owner(), d.ID, d.Revision, name, strings.NewReader(strings.Repeat("x", 2048)))
		s.ok(err)
		d.Revision++
	}
	_, _, err = s.notices.SubmitDraft(ctx, s.owner(), d.ID, d.Revision, false)
	s.ok(err)
}

// deleted takes a file of a message away: "1 予定.csv".
func (s *stage) deleted(number int, name string) {
	ctx := context.Background()
	m, err := s.store.Messages().ByNumber(ctx, s.tenant.ID, number)
	s.ok(err)
	files, err := s.store.Messages().FilesOf(ctx, s.tenant.ID, m.ID)
	s.ok(err)
	i := slices.IndexFunc(files, func(f notice.File) bool { return f.Name == name })
	s.ok(s.notices.DeleteFile(ctx, s.owner(), number, files[i].ID))
}

// signed is a link to a file, which has ids and a signature in it.
var signed = regexp.MustCompile(`https://dakoku\.test/f/\S+`)

// proceed does what messages wait for.
func (s *stage) proceed() {
	ctx := context.Background()
	list, err := s.store.Messages().List(ctx, s.tenant.ID, 100)
	s.ok(err)
	slices.Reverse(list)
	for _, m := range list {
		for range 4 { // send, remind, close, shred
			_, err := s.notices.Proceed(ctx, m.Tenant, m.ID)
			s.ok(err)
		}
	}
}

// answerFacts are the answers that have a name.
func (s *stage) answerFacts() []string {
	var out []string
	ctx := context.Background()
	list, err := s.store.Messages().List(ctx, s.tenant.ID, 100)
	s.ok(err)
	for _, m := range list {
		answers, err := s.store.Messages().Answers(ctx, m.Tenant, m.ID)
		s.ok(err)
		for _, a := range answers {
			if m.Survey.Anonymous {
				out = append(out, fmt.Sprintf("= 回答 匿名 %d件目", len(out)+1))
				continue
			}
			var words []string
			for _, c := range a.Choices {
				words = append(words, m.Survey.Options[c])
			}
			if a.Comment != "" {
				words = append(words, "("+a.Comment+")")
			}
			out = append(out, "= 回答 "+s.called(domain.ID(a.Voter))+" "+strings.Join(words, " "))
		}
	}
	return out
}

// fresh lists what was not there before.
func fresh(before, after []string) []string {
	return slices.DeleteFunc(after, func(fact string) bool { return slices.Contains(before, fact) })
}

var _ flows.Messages = (*notice.Service)(nil)
