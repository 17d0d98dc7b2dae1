package slack

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dakoku/dakoku/dialog"
	sdk "github.com/slack-go/slack"
)

// drawing collects the blocks of one message or page.
type drawing struct {
	zone     *time.Location
	blocks   []sdk.Block
	elements int // numbers them: an action_id is unique in its block
}

func (d *drawing) add(b sdk.Block) { d.blocks = append(d.blocks, b) }

// reply draws the fact, the figures and the choices, in this order. The figures of a receipt are small: the fact counts.
// A question beside the receipt is not.
func (d *drawing) reply(r dialog.Reply) {
	asks := slices.ContainsFunc(r.Choices, func(c dialog.Choice) bool { return c.Action.Question != "" })
	if r.Tone == dialog.Success && !asks {
		d.section(r.Title, nil)
		d.context(r.Lines)
	} else {
		d.section(r.Title, r.Lines)
	}
	d.fields(r.Fields)
	for _, card := range r.Cards {
		if len(d.blocks) > 0 {
			d.add(sdk.NewDividerBlock())
		}
		d.section(card.Title, card.Lines)
		d.choices(card.Choices, nil)
	}
	d.choices(r.Choices, r.Want)
	d.links(r.Links)
}

// links draws buttons that open an address. They carry no value: Slack tells that they were pressed, which means nothing.
func (d *drawing) links(links []dialog.Link) {
	var row []sdk.BlockElement
	for _, l := range links {
		d.elements++
		b := sdk.NewButtonBlockElement("link"+strconv.Itoa(d.elements), "", label(l.Label, maxLabel))
		b.URL = l.URL
		row = append(row, b)
	}
	if len(row) > 0 {
		d.add(sdk.NewActionBlock("", row...))
	}
}

// section draws a title in bold and lines below it.
func (d *drawing) section(title string, lines []string) {
	if title != "" {
		lines = append([]string{bold(title)}, escaped(lines)...)
	} else {
		lines = escaped(lines)
	}
	for _, text := range split(lines, maxSection) {
		if strings.TrimSpace(text) != "" {
			d.add(sdk.NewSectionBlock(mrkdwn(text), nil, nil))
		}
	}
}

func (d *drawing) context(lines []string) {
	for _, text := range split(escaped(lines), maxSection) {
		if strings.TrimSpace(text) != "" {
			d.add(sdk.NewContextBlock("", mrkdwn(text)))
		}
	}
}

// fields draws labelled values side by side. A value too long for a column is a section.
func (d *drawing) fields(fields []dialog.Field) {
	var row []*sdk.TextBlockObject
	flush := func() {
		if len(row) > 0 {
			d.add(sdk.NewSectionBlock(nil, row, nil))
		}
		row = nil
	}
	for _, f := range fields {
		text := bold(f.Label) + "\n" + escape(f.Value)
		if len([]rune(text)) > maxField {
			flush()
			d.section(f.Label, []string{f.Value})
			continue
		}
		if row = append(row, mrkdwn(text)); len(row) == maxFields {
			flush()
		}
	}
	flush()
}

// choices draws buttons and pickers, in rows of what one block takes.
func (d *drawing) choices(choices []dialog.Choice, want *dialog.Want) {
	var row []sdk.BlockElement
	put := func(e sdk.BlockElement) {
		if e == nil {
			return
		}
		row = append(row, e)
		if len(row) == maxActions {
			d.add(sdk.NewActionBlock("", row...))
			row = nil
		}
	}
	for _, c := range choices {
		if c.Want != nil {
			if picker := d.picker(*c.Want, c.Action, c.Label); picker != nil {
				put(picker)
				continue
			}
		}
		put(d.button(c))
	}
	if want != nil {
		put(d.wanted(*want, choices))
	}
	if len(row) > 0 {
		d.add(sdk.NewActionBlock("", row...))
	}
}

// button is a choice that is pressed. An action too long for one is left to be typed.
func (d *drawing) button(c dialog.Choice) sdk.BlockElement {
	value := c.Action.String()
	if len([]rune(value)) > maxValue || c.Label == "" {
		d.context([]string{c.Typed})
		return nil
	}
	if value == "" {
		value = c.Typed
	}
	d.elements++
	b := sdk.NewButtonBlockElement("button"+strconv.Itoa(d.elements), value, label(c.Label, maxLabel))
	if c.Strong {
		b.Style = sdk.StylePrimary
	}
	return b
}

func mrkdwn(s string) *sdk.TextBlockObject {
	return sdk.NewTextBlockObject(sdk.MarkdownType, s, false, false)
}

// label is a plain text, in which nothing is escaped, cut to what its place takes.
func label(s string, limit int) *sdk.TextBlockObject {
	return sdk.NewTextBlockObject(sdk.PlainTextType, dialog.Limit{Max: limit, Unit: dialog.Runes}.Cut(s), true, false)
}
