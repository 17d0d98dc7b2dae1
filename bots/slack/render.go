package slack

import (
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/bots"
	"github.com/dakoku/dakoku/dialog"
	sdk "github.com/slack-go/slack"
)

// page is what one call can carry: the blocks, and the text that notifications and screen readers use.
type page struct {
	Text   string      `json:"text"`
	Blocks []sdk.Block `json:"blocks"`
}

// render gives a reply the form of messages. The text keeps its order; what is too much for one message goes on in the
// next.
func render(r dialog.Reply, caps dialog.Caps, zone *time.Location) []page {
	var pages []page
	for _, fitted := range dialog.Fit(r, caps) {
		d := drawing{zone: zone}
		d.reply(fitted)
		for _, blocks := range pack(d.blocks, maxBlocks) {
			pages = append(pages, page{Text: summary(fitted), Blocks: blocks})
		}
	}
	return pages
}

// renderHome gives a reply the form of a Home page, which is one. What does not fit on it is left out at the end.
func renderHome(r dialog.Reply, caps dialog.Caps, zone *time.Location) sdk.HomeTabViewRequest {
	d := drawing{zone: zone}
	for _, fitted := range dialog.Fit(r, caps) {
		if fitted.Title != "" || len(fitted.Choices) > 0 {
			d.reply(fitted)
		}
	}
	if len(d.blocks) == 0 {
		// Nobody is known here any more: an empty page replaces what was shown before.
		d.add(sdk.NewDividerBlock())
	}
	return sdk.HomeTabViewRequest{
		Type: sdk.VTHomeTab, CallbackID: "home",
		Blocks: sdk.Blocks{BlockSet: pack(d.blocks, maxViewBlocks)[0]},
	}
}

// summary is the whole in plain words. Notifications do not show blocks.
func summary(r dialog.Reply) string {
	lines := append([]string{r.Title}, r.Lines...)
	for _, f := range r.Fields {
		lines = append(lines, f.Label+": "+f.Value)
	}
	for _, c := range r.Cards {
		lines = append(lines, c.Title)
	}
	return split(escaped(lines), maxText)[0]
}

// pack divides blocks over messages by what one may hold.
func pack(blocks []sdk.Block, most int) [][]sdk.Block {
	var out [][]sdk.Block
	text := 0
	for _, b := range blocks {
		n := weight(b)
		if len(out) == 0 || len(out[len(out)-1]) == most || text+n > maxBlockText {
			out = append(out, nil)
			text = 0
		}
		out[len(out)-1] = append(out[len(out)-1], b)
		text += n
	}
	return out
}

// weight is how much text a block carries.
func weight(b sdk.Block) int {
	n := 0
	count := func(t *sdk.TextBlockObject) {
		if t != nil {
			n += utf8.RuneCountInString(t.Text)
		}
	}
	switch b := b.(type) {
	case *sdk.SectionBlock:
		count(b.Text)
		for _, f := range b.Fields {
			count(f)
		}
	case *sdk.ContextBlock:
		for _, e := range b.ContextElements.Elements {
			if t, ok := e.(*sdk.TextBlockObject); ok {
				count(t)
			}
		}
	case *sdk.ActionBlock:
		for _, e := range b.Elements.ElementSet {
			switch e := e.(type) {
			case *sdk.ButtonBlockElement:
				count(e.Text)
			case *sdk.DatePickerBlockElement:
				count(e.Placeholder)
			case *sdk.TimePickerBlockElement:
				count(e.Placeholder)
			}
		}
	}
	return n
}

// zoneOf is the company's time zone, in which pickers speak.
func zoneOf(ch bots.Channel) *time.Location {
	if zone, err := time.LoadLocation(ch.Options["timezone"]); err == nil && ch.Options["timezone"] != "" {
		return zone
	}
	if zone, err := time.LoadLocation("Asia/Tokyo"); err == nil {
		return zone
	}
	return time.FixedZone("Asia/Tokyo", 9*60*60)
}
