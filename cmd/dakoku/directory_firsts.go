package main

import (
	"context"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// firsts are where people of one company are told first, in their order; the empty Home for who is on no channel. It is
// Addresses for many: the accounts of a thousand are one statement.
func (d directory) firsts(ctx context.Context, to []org.Employee) ([]bots.Home, error) {
	out := make([]bots.Home, len(to))
	if len(to) == 0 {
		return out, nil
	}
	place, ids := make(map[domain.ID]int, len(to)), make([]domain.ID, len(to))
	for i, e := range to {
		place[e.ID], ids[i] = i, e.ID
	}
	accounts, err := d.org.AccountsOfAll(ctx, to[0].Tenant, ids)
	if err != nil {
		return nil, err
	}
	channels := map[domain.ID]bots.Channel{}
	for _, a := range accounts {
		home := &out[place[a.Employee]]
		if a.Unreachable || home.Channel.ID != "" {
			continue
		}
		ch, known := channels[a.Channel]
		if !known {
			if ch, err = d.lately(ctx, a.Tenant, a.Channel); err != nil && !domain.Is(err, domain.NotFound) {
				return nil, err
			}
			channels[a.Channel] = ch // the empty one, if it is switched off
		}
		if ch.ID != "" {
			*home = bots.Home{Channel: ch, User: a.User, Place: a.Direct, Lang: locale.Lang(to[place[a.Employee]].Language)}
		}
	}
	return out, nil
}
