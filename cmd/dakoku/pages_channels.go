package main

import (
	"context"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/outbox"
	"github.com/dakoku/dakoku/domain/vocabulary"
	"github.com/dakoku/dakoku/webadmin/admin/channels"
)

// channelPages wires the console's pages about chat.
func (a *app) channelPages() *channels.Pages {
	o := a.store.Org()
	ward := newWard(a)
	return &channels.Pages{Desk: a.consoleDesk(), Channels: o, Events: a.store.InboxDesk(), Rows: a.store.OutboxDesk(), Checker: ward, Pasted: ward, Past: ward, Herald: ward,
		Linking: a.linking, People: o}
}

// Past implements channels.Past.
func (w *ward) Past(ctx context.Context, ch org.Channel, since time.Time, most int, each func(vocabulary.Past) error) error {
	platform := w.platforms[ch.Kind]
	if platform == nil {
		return nil
	}
	full, err := w.people.channel(ctx, ch)
	if err != nil {
		return err
	}
	return w.store.InboxDesk().Past(ctx, ch.Tenant, ch.ID, since, most, func(item inbox.Item) error {
		r, err := platform.Read(full, item)
		if err != nil || r.Dropped != "" || r.User == "" || r.Activity.Kind != dialog.Said && r.Activity.Kind != dialog.Reacted {
			return nil // nobody's words
		}
		return each(vocabulary.Past{Who: r.User, At: r.Activity.At, Text: r.Activity.Text, Emoji: r.Activity.Kind == dialog.Reacted})
	})
}

// Linked implements channels.Herald. The menu follows, too. The same link again owes nothing more.
func (w *ward) Linked(ctx context.Context, account org.ChatAccount) error {
	e, err := w.store.Org().Employee(ctx, account.Tenant, account.Employee)
	if err != nil {
		return err
	}
	ch, err := w.people.Channel(ctx, account.Tenant, account.Channel)
	if err != nil {
		return err
	}
	lang := locale.Lang(e.Language)
	reply := dialog.Reply{Lang: lang, Title: locale.T(lang, "channels.told", "name", e.DisplayName(lang)),
		Lines: []string{locale.T(lang, "channels.told.not", "word", locale.Command(lang, "unlink"))}, Private: true}
	home := bots.Home{Channel: ch, User: account.User, Place: account.Direct, Lang: lang}
	rows := []outbox.Item{bots.NewNotice(home, e.ID, reply, toldOf(account, "told"), w.clock())}
	if ch.Kind != domain.Chatwork {
		rows = append(rows, bots.NewRefresh(home, e.ID, toldOf(account, "page"), w.clock()))
	}
	return w.store.Outbox().Add(ctx, rows)
}

// toldOf names what follows from a link that an administrator made: the same whenever it is made.
func toldOf(a org.ChatAccount, what string) domain.ID {
	return domain.IDOf(a.LinkedAt.Truncate(time.Microsecond), string(a.Channel), a.User, string(a.Employee), what)
}

// probeLimit is how long our own address may take to answer.
const probeLimit = 10 * time.Second

// prober calls our own address as a platform would, and follows it nowhere.
func (a *app) prober() *http.Client {
	return &http.Client{Timeout: probeLimit, Transport: a.outside, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
