package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"strings"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// chat lets an operator talk as one of the people, through the real conversations and into the real ledger.
func chat(ctx context.Context, c console, args []string) error {
	var name, channel string
	declare := func(f *flag.FlagSet) {
		f.StringVar(&name, "as", "", "")
		f.StringVar(&channel, "channel", "line", "")
	}
	return forCompany(ctx, "chat", args, declare, []string{"as"}, nil, func(a *app, tenant org.Tenant) error {
		t, err := a.talk(ctx, tenant, name, domain.Door(channel))
		if err != nil {
			return err
		}
		fmt.Fprintf(c.out, "%s, %s. Type a message, [label] to press a button, an empty line to end.\n", t.person.Name, channel)
		lines := bufio.NewScanner(c.in)
		for fmt.Fprint(c.out, "> "); lines.Scan() && strings.TrimSpace(lines.Text()) != ""; fmt.Fprint(c.out, "> ") {
			if err := t.say(ctx, c, strings.TrimSpace(lines.Text())); err != nil {
				return err
			}
		}
		return lines.Err()
	})
}

// talk is one person at a terminal.
type talk struct {
	app     *app
	caps    dialog.Caps
	person  dialog.Person
	session []byte
	offered []dialog.Choice // the newest last
}

func (a *app) talk(ctx context.Context, tenant org.Tenant, name string, door domain.Door) (*talk, error) {
	who, err := a.named(ctx, tenant, name)
	if err != nil {
		return nil, err
	}
	chats, err := a.chats(newMetrics())
	if err != nil {
		return nil, err
	}
	var platform bots.Platform
	for _, p := range chats.platforms {
		if p.Kind() == door {
			platform = p
		}
	}
	if platform == nil {
		return nil, errUsage{fmt.Sprintf("--channel %q is none of line, chatwork, slack", door)}
	}
	t := &talk{app: a, caps: platform.Caps()}
	t.person.Actor, t.person.Channel = domain.Actor{Tenant: tenant.ID, Door: door}, "terminal"
	t.be(who)
	return t, nil
}

// be makes the person of the talk who he is now: a turn may have changed his language.
func (t *talk) be(who org.Employee) {
	p := &t.person
	p.Employee, p.Role, p.User, p.Lang, p.Gone = who.ID, who.Role, string(who.ID), locale.Lang(who.Language), !who.Active
	p.Name = who.DisplayName(p.Lang)
}

// named finds a person by code, login or (part of) his name.
func (a *app) named(ctx context.Context, tenant org.Tenant, name string) (org.Employee, error) {
	all, err := a.store.Org().Employees(ctx, tenant.ID)
	if err != nil {
		return org.Employee{}, err
	}
	var found []org.Employee
	for _, e := range all {
		if e.Code == name || e.Login == name || e.Name == name {
			return e, nil
		}
		if strings.Contains(e.Name, name) || strings.Contains(strings.ToLower(e.Romaji), strings.ToLower(name)) {
			found = append(found, e)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return org.Employee{}, domain.Errorf(domain.NotFound, "%s has nobody called %q", tenant.Code, name)
	default:
		return org.Employee{}, domain.Errorf(domain.Invalid, "%q may be %d people; use the employee code", name, len(found))
	}
}

func (t *talk) say(ctx context.Context, c console, text string) error {
	now := t.app.clock()
	who, err := t.app.store.Org().Employee(ctx, t.person.Tenant, t.person.Employee)
	if err != nil {
		return err
	}
	t.be(who)
	act := dialog.Activity{Kind: dialog.Said, Ref: "terminal-" + string(t.app.newID()), At: now, Text: text, Direct: true}
	act.Message = act.Ref
	if label, ok := strings.CutPrefix(text, "["); ok && strings.HasSuffix(label, "]") {
		choice, ok := t.offer(strings.TrimSuffix(label, "]"))
		if !ok {
			fmt.Fprintf(c.out, "  (no button %s)\n", text)
			return nil
		}
		act.Kind, act.Text, act.Action = dialog.Pressed, "", choice.Action
	}
	next, result, err := t.app.flows.Turn(ctx, t.session, dialog.Turn{Person: t.person, Activity: act, Caps: t.caps, Now: now})
	if err != nil {
		return err
	}
	t.session = next
	for _, reply := range result.Replies {
		t.offered = append(t.offered, reply.Choices...)
		for _, card := range reply.Cards {
			t.offered = append(t.offered, card.Choices...)
		}
		t.show(c, "  ", reply)
	}
	for _, tell := range result.Tells {
		e, err := t.app.store.Org().Employee(ctx, t.person.Tenant, tell.Employee)
		if err != nil {
			return err
		}
		t.show(c, "  → "+e.Name+": ", tell.Reply)
	}
	return nil
}

// offer finds the newest button with the label.
func (t *talk) offer(label string) (dialog.Choice, bool) {
	for i := len(t.offered) - 1; i >= 0; i-- {
		if t.offered[i].Label == label {
			return t.offered[i], true
		}
	}
	return dialog.Choice{}, false
}

func (t *talk) show(c console, indent string, reply dialog.Reply) {
	for line := range strings.Lines(dialog.PlainText(dialog.Fit(reply, t.caps))) {
		fmt.Fprint(c.out, indent, strings.TrimRight(line, "\n"), "\n")
	}
}
