package slack

import (
	"regexp"
	"strings"
)

// escaper keeps a person's text from becoming a mention or a link; Slack shows the text unchanged:
// https://docs.slack.dev/messaging/formatting-message-text#escaping
var (
	escaper   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

func escape(s string) string { return escaper.Replace(s) }

// bold marks a text as bold if it has no marks of its own.
func bold(s string) string {
	if s == "" || strings.ContainsAny(s, "*_~`\n") {
		return escape(s)
	}
	return "*" + escape(s) + "*"
}

// reference is <@U1>, <#C1|name>, <!here>, <https://…|label> in a message.
var reference = regexp.MustCompile(`<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>`)

// plain gives the words of a message: without quotations, without the bot's own name, references as they are seen, signs
// unescaped. Emoji stay :names:. Code fences stay too; they say that nothing is meant.
func plain(text, bot string) string {
	if !strings.Contains(text, "```") {
		text = unquote(text)
	}
	text = reference.ReplaceAllStringFunc(text, func(s string) string {
		m := reference.FindStringSubmatch(s)
		if m[1] == "@" && m[2] == bot && bot != "" {
			return " "
		}
		return seen(m[1], m[2], m[3])
	})
	return unwrap(strings.TrimSpace(unescaper.Replace(text)))
}

// seen is a reference as a reader sees it.
func seen(sign, target, label string) string {
	switch sign {
	case "@", "#":
		if label != "" {
			return sign + label
		}
		return sign + target
	case "!":
		if label != "" {
			return label
		}
		name, _, _ := strings.Cut(target, "^")
		return "@" + name
	}
	if label != "" {
		return label
	}
	return target
}

// mentions tells whether the bot is addressed by name.
func mentions(text, bot string) bool {
	return bot != "" && (strings.Contains(text, "<@"+bot+">") || strings.Contains(text, "<@"+bot+"|"))
}

// unquote removes quoted lines; after >>> everything is quoted.
func unquote(text string) string {
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "&gt;&gt;&gt;") {
			break
		}
		if !strings.HasPrefix(line, "&gt;") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// unwrap takes the marks off a message that is bold or italic as a whole.
func unwrap(s string) string {
	for _, mark := range []string{"*", "_"} {
		inner, ok := strings.CutPrefix(s, mark)
		if !ok {
			continue
		}
		if inner, ok = strings.CutSuffix(inner, mark); ok && inner != "" && !strings.Contains(inner, mark) {
			return strings.TrimSpace(inner)
		}
	}
	return s
}

// toneless removes the skin tone of a reaction's name (wave::skin-tone-2).
func toneless(name string) string {
	name, _, _ = strings.Cut(name, "::skin-tone-")
	return name
}

// mentionOnly keeps of a text only the names in it.
func mentionOnly(text string) string {
	var names []string
	for _, m := range reference.FindAllStringSubmatch(text, -1) {
		if m[1] == "@" {
			names = append(names, "<@"+m[2]+">")
		}
	}
	return strings.Join(names, " ")
}
