package dialog

import "sort"

// Fit gives a reply the form a channel can show, as the messages to send. It loses layout, never meaning: what
// has no button is typed, what has no card or column is a line, what is too long goes on in the next message.
// Only when the text is longer than all messages of an answer together is it cut, visibly, and then the title
// and the words that choose something stay. Fitting what is fitted changes nothing.
//
// Every message keeps Tone, State and Private; the first has Brief; the last has Choices, Links and Want, because platforms
// show buttons under the newest message; its Form stays where there are forms. A message after the first takes its first line as Title, or, when it
// consists of cards, the title of the whole.
func Fit(r Reply, c Caps) []Reply {
	f := fitting{reply: r, caps: c, messages: max(c.Messages, 1)}
	f.choices, f.typed = f.buttons(r.Choices, c.Choices)
	f.want, f.typed = f.wanted(r.Want, f.typed)
	f.links, f.written = f.linked(r.Links)
	cards := f.cards()
	for keep := min(len(cards), c.Cards*f.messages); ; keep-- {
		text, fields := f.pages(r.Cards[keep:])
		sheets := (keep + c.Cards - 1) / max(c.Cards, 1)
		if len(text)+max(sheets-1, 0) <= f.messages || keep == 0 {
			return f.bind(text, fields, cards[:keep])
		}
	}
}

// fitting is one reply on its way into the form of one channel.
type fitting struct {
	reply    Reply
	caps     Caps
	messages int
	choices  []Choice
	links    []Link
	written  []string // the links that have no button
	typed    []string // the words that choose what has no button, and an example of what is wanted
	want     *Want
}

// line is a line of text; one that must stay is not cut when there is too much.
type line struct {
	text string
	must bool
}

// pages lays the text out, with the cards that are not shown as cards. fields tells whether the fields stay fields:
// they cannot be spread over messages, so they stay only if everything fits into one.
func (f *fitting) pages(flat []Card) (text [][]string, fields bool) {
	body := f.body(flat, true)
	if f.caps.Fields && len(f.reply.Fields) > 0 && len(f.pack(body)) == 1 {
		return f.pack(f.body(flat, false)), true
	}
	return f.paged(body), false
}

// body is the whole text: the fact, the figures, the fields, what has no card, the words to type.
func (f *fitting) body(flat []Card, withFields bool) []line {
	r := f.reply
	out := []line{{r.Title, true}}
	for _, s := range r.Lines {
		out = append(out, line{text: s})
	}
	if withFields {
		for _, x := range r.Fields {
			out = append(out, line{text: x.Label + ": " + x.Value})
		}
	}
	for _, card := range flat {
		out = append(out, line{card.Title, true})
		for _, s := range card.Lines {
			out = append(out, line{text: s})
		}
		for _, s := range f.hints(card.Choices) {
			out = append(out, line{s, true})
		}
	}
	for _, s := range append(f.written[:len(f.written):len(f.written)], f.typed...) {
		out = append(out, line{s, true})
	}
	return out
}

// paged packs lines into messages, leaving out the last ones that need not stay if there are too many messages.
func (f *fitting) paged(lines []line) [][]string {
	pages := f.pack(lines)
	if len(pages) <= f.messages {
		return pages
	}
	spare := 0
	for _, l := range lines {
		if !l.must {
			spare++
		}
	}
	drop := sort.Search(spare, func(n int) bool { return len(f.pack(without(lines, spare-n))) <= f.messages })
	pages = f.pack(without(lines, spare-drop))
	return pages[:min(len(pages), f.messages)]
}

// without keeps the first n lines that need not stay, and an ellipsis where the others were.
func without(lines []line, n int) []line {
	var out []line
	for _, l := range lines {
		switch {
		case l.must || n > 0:
			out = append(out, l)
		case n == 0:
			out = append(out, line{text: ellipsis})
		}
		if !l.must {
			n--
		}
	}
	return out
}

func (f *fitting) pack(lines []line) [][]string {
	limit := f.caps.Text
	var pages [][]string
	used := 0
	for _, l := range lines {
		for _, piece := range limit.Split(l.text) {
			n := limit.Unit.Count(piece) + 1 // with its line end
			if len(pages) == 0 || limit.Max > 0 && used+n-1 > limit.Max {
				pages = append(pages, nil)
				used = 0
			}
			pages[len(pages)-1] = append(pages[len(pages)-1], piece)
			used += n
		}
	}
	return pages
}

// bind makes the messages.
func (f *fitting) bind(text [][]string, fields bool, cards []Card) []Reply {
	r := f.reply
	var out []Reply
	message := func(title string, lines []string) {
		out = append(out, Reply{Lang: r.Lang, Tone: r.Tone, Title: title, Lines: lines, Private: r.Private, State: r.State})
	}
	for _, page := range text {
		message(page[0], rest(page))
	}
	if fields {
		out[0].Fields = r.Fields
	}
	for i := 0; i < len(cards); i += f.caps.Cards {
		if i > 0 {
			message(text[0][0], nil)
		}
		out[len(out)-1].Cards = cards[i:min(i+f.caps.Cards, len(cards))]
	}
	last := &out[len(out)-1]
	last.Choices, last.Links, last.Want = f.choices, f.links, f.want
	if f.caps.Form {
		last.Form = r.Form
	}
	out[0].Brief = f.caps.Text.Cut(r.Brief)
	return out
}

func rest(page []string) []string {
	if len(page) < 2 {
		return nil
	}
	return page[1:]
}
