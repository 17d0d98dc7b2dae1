package flows

import (
	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// menuCommands are the buttons of a person's menu by his state, the one pressed most first. A menu has room for four.
var menuCommands = []struct {
	state    string
	status   worktime.Status
	commands []string
}{
	{unlinkedMenu, "", []string{"help"}},
	{"off", worktime.Off, []string{"in", "today", "month", "correct"}},
	{"in", worktime.Working, []string{"out", "break", "leave", "today"}},
	{"break", worktime.OnBreak, []string{"back", "out", "today", "correct"}},
	{"away", worktime.Outside, []string{"return", "out", "today", "correct"}},
}

// Menus are the menus that follow a person's state, in both languages, for channels that register them beforehand.
// Title is what opens the menu, State the state it belongs to.
func Menus() []dialog.Reply {
	var out []dialog.Reply
	for _, lang := range []string{locale.Japanese, locale.English} {
		w := wording{lang: lang}
		for _, m := range menuCommands {
			r := w.say(dialog.Plain, w.t("help.menu"))
			if m.status != "" {
				r.Title = w.t("name.status." + string(m.status))
			}
			r.State = m.state
			for i, name := range m.commands {
				c := w.command(name)
				c.Strong = i == 0
				r.Choices = append(r.Choices, c)
			}
			out = append(out, r)
		}
	}
	return out
}
