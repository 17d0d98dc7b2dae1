package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/notice"
	"github.com/dakoku/dakoku/domain/org"
)

// sendMessage sends or schedules a message or survey, tells what it would cost, or stops one.
func sendMessage(ctx context.Context, c console, args []string) error {
	var login, file string
	var number int
	var dry bool
	declare := func(f *flag.FlagSet) {
		f.StringVar(&login, "as", "", "")
		f.StringVar(&file, "file", "", "")
		f.IntVar(&number, "stop", 0, "")
		f.BoolVar(&dry, "dry-run", false, "")
	}
	var read messageFile
	check := func() (err error) {
		switch {
		case file == "" && number == 0:
			return errUsage{"--file is missing"}
		case file != "" && number != 0, dry && file == "":
			return errUsage{"--stop goes with neither --file nor --dry-run"}
		case file != "":
			read, err = readMessage(file)
		}
		return err
	}
	return forCompany(ctx, "message", args, declare, []string{"as"}, check, func(a *app, tenant org.Tenant) error {
		actor, err := a.actor(ctx, tenant.ID, login)
		if err != nil {
			return err
		}
		if number != 0 {
			return a.stopMessage(ctx, c, actor, number)
		}
		m, err := a.message(ctx, tenant, read)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		m, to, err := a.submit(ctx, actor, m, read.Files, dry)
		if err != nil {
			return err
		}
		if dry {
			return a.foretell(ctx, c, tenant.ID, to)
		}
		_, err = fmt.Fprintf(c.out, "message %d to %s, at %s\n", m.Number, plural(len(to), "person", "people"), when(m.At, tenant.Zone()))
		return err
	})
}

func (a *app) stopMessage(ctx context.Context, c console, actor domain.Actor, number int) error {
	m, err := a.notices.Stop(ctx, actor, number)
	if err != nil {
		return err
	}
	said := "cancelled; nobody has it"
	if m.State == notice.Recalled {
		said = "recalled; what was not told yet is not told any more, and no answer is taken"
	}
	_, err = fmt.Fprintf(c.out, "message %d %s\n", number, said)
	return err
}

// foretell tells by which channels a message would go, and what of a month's LINE messages it would use. Nothing is sent.
func (a *app) foretell(ctx context.Context, c console, tenant domain.ID, to []org.Employee) error {
	f, err := a.notices.Outlook.Foretell(ctx, tenant, to)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "to %s; nothing was sent\n", plural(len(to), "person", "people"))
	for _, r := range f.Routes {
		fmt.Fprintf(c.out, "%s by %s\n", plural(r.People, "message", "messages"), r.Key)
		if r.Quota != nil {
			fmt.Fprintf(c.out, "  %s\n", pushes(*r.Quota))
		}
	}
	if f.Nowhere > 0 {
		fmt.Fprintf(c.out, "%s on no channel; it will lie in メッセージ for them\n", plural(f.Nowhere, "person", "people"))
	}
	return nil
}

// pushes says what a sending takes of a month's messages.
func pushes(q notice.Quota) string {
	switch {
	case q.Unread:
		return "the month's quota cannot be read"
	case !q.Limited:
		return fmt.Sprintf("the month has no limit; %d used so far, %d after this", q.Used, q.Used+q.Takes)
	}
	said := fmt.Sprintf("%d of the month's %d used so far, %d after this; at this pace %d by its end", q.Used, q.Limit, q.Used+q.Takes, q.Forecast)
	if q.Over > 0 {
		said += fmt.Sprintf(". %d of them would go by another channel, or along with the next answer to the person", q.Over)
	}
	return said
}

// listMessages lists the newest messages with how far they have come.
func listMessages(ctx context.Context, c console, args []string) error {
	return forCompany(ctx, "messages", args, func(*flag.FlagSet) {}, nil, nil, func(a *app, tenant org.Tenant) error {
		list, err := a.store.Messages().List(ctx, tenant.ID, 50)
		if err != nil {
			return err
		}
		for _, m := range list {
			r, err := a.notices.ResultsOf(ctx, m)
			if err != nil {
				return err
			}
			line := fmt.Sprintf("%d %s %s %q to %d", m.Number, when(m.At, tenant.Zone()), m.State, m.Title, r.To)
			for _, d := range notice.Deliveries {
				if n := r.Deliveries[d]; n > 0 {
					line += fmt.Sprintf(", %d %s", n, d)
				}
			}
			line += fmt.Sprintf("; %d opened", r.Opened)
			if m.Survey != nil {
				line += fmt.Sprintf(", %d answered, until %s", r.Answered, when(m.Survey.Deadline, tenant.Zone()))
			}
			if m.Note != "" {
				line += "; " + m.Note
			}
			fmt.Fprintln(c.out, line)
		}
		return nil
	})
}
