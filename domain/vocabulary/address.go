package vocabulary

import (
	"slices"
	"strings"
)

// unaddressed takes the bot's address and name off a line. A line addressed to somebody else is dropped: an
// employee may address the manager and punch in one message.
func (v *Vocabulary) unaddressed(line string) string {
	for {
		id, rest, ok := cutAddress(line)
		if !ok {
			break
		}
		if !slices.Contains(v.options.BotIDs, id) {
			return ""
		}
		line = v.unnamed(rest)
	}
	if !strings.ContainsAny(line, "<@") {
		return line
	}
	for _, name := range v.options.BotNames {
		if rest, ok := strings.CutPrefix(line, "@"+name); ok {
			line = v.unnamed(name + rest)
		}
	}
	return v.unmentioned(line)
}

// cutAddress reads a Chatwork address: [To:99], [rp aid=99 to=555-1001], [toall].
func cutAddress(line string) (id, rest string, ok bool) {
	if rest, ok = strings.CutPrefix(line, "[toall]"); ok {
		return "", rest, true
	}
	tag, rest, found := strings.Cut(line, "]")
	if !found {
		return "", line, false
	}
	if id, ok = strings.CutPrefix(tag, "[To:"); ok {
		return id, rest, true
	}
	if id, ok = strings.CutPrefix(tag, "[rp aid="); ok {
		id, _, _ = strings.Cut(id, " ")
		return id, rest, true
	}
	return "", line, false
}

// unnamed takes the bot's name with an optional さん off the beginning of what follows its address. The name people
// leave there is the one of the moment they wrote: any single name with さん is taken for it.
func (v *Vocabulary) unnamed(rest string) string {
	rest = strings.TrimSpace(rest)
	for _, name := range v.options.BotNames {
		if after, ok := strings.CutPrefix(rest, name); ok {
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(after), "さん"))
		}
	}
	if strings.HasSuffix(rest, "さん") {
		return ""
	}
	return rest
}

// unmentioned removes Slack mentions of the bot, <@U0BOT> or <@U0BOT|name>, and drops a line of mentions only.
func (v *Vocabulary) unmentioned(line string) string {
	var own strings.Builder
	rest, others := line, ""
	for {
		before, after, found := strings.Cut(rest, "<@")
		mention, tail, closed := strings.Cut(after, ">")
		if !found || !closed {
			own.WriteString(rest)
			break
		}
		own.WriteString(before)
		if id, _, _ := strings.Cut(mention, "|"); !slices.Contains(v.options.BotIDs, id) {
			others += mention
			own.WriteString("<@" + mention + ">")
		}
		rest = tail
	}
	said := strings.TrimSpace(own.String())
	if others != "" && onlyMentions(said) {
		return ""
	}
	return said
}

func onlyMentions(line string) bool {
	for line != "" {
		rest, ok := strings.CutPrefix(line, "<@")
		if !ok {
			return false
		}
		_, rest, _ = strings.Cut(rest, ">")
		line = strings.TrimSpace(rest)
	}
	return true
}
