package chatwork

import (
	"regexp"
	"strings"
)

// The notation of messages: https://developer.chatwork.com/docs/message-notation
var address = regexp.MustCompile(`\[To:(\d+)\]|\[rp aid=(\d+) to=\d+-\d+\]|\[toall\]`)

// clean gives what a person says, without quotations, addresses and names, and tells whether the bot is addressed.
// Emoticons stay as they are typed. A message with preformatted text is not touched: nobody punches in code, and with
// its tags no word matches it.
func clean(body, bot, name string) (text string, mention bool) {
	body = strings.ReplaceAll(body, "\r\n", "\n")
	quoteless := unquote(body)
	for _, m := range address.FindAllStringSubmatch(quoteless, -1) {
		mention = mention || bot != "" && (m[1] == bot || m[2] == bot)
	}
	if strings.Contains(body, "[code]") {
		return body, mention
	}
	lines := strings.Split(quoteless, "\n")
	var kept []string
	for i, line := range lines {
		following := strings.TrimSpace(strings.Join(lines[i+1:], "")) != ""
		if rest := strip(line, bot, name, following); rest != "" || !address.MatchString(line) {
			kept = append(kept, rest)
		}
	}
	return strings.TrimSpace(strings.Join(kept, "\n")), mention
}

// strip removes addresses from a line. What follows the address of somebody else is his name, up to the line's end or the
// next address; what follows the bot's own may be its name or already the message.
func strip(line, bot, name string, following bool) string {
	tags := address.FindAllStringSubmatchIndex(line, -1)
	if len(tags) == 0 {
		return line
	}
	kept := line[:tags[0][0]]
	for i, tag := range tags {
		end := len(line)
		if i+1 < len(tags) {
			end = tags[i+1][0]
		}
		rest := line[tag[1]:end]
		switch aid := group(line, tag); {
		case aid == "": // everybody, by no name
			kept += rest
		case aid == bot && bot != "":
			kept += nameless(rest, name, following || i+1 < len(tags))
		}
	}
	return strings.TrimSpace(kept)
}

func group(line string, tag []int) string {
	for i := 2; i+1 < len(tag); i += 2 {
		if tag[i] >= 0 {
			return line[tag[i]:tag[i+1]]
		}
	}
	return ""
}

// san is the honorific Chatwork puts behind a name.
const san = "さん"

// nameless removes the bot's name behind its address. Chatwork writes the name with さん, but a person may change or leave out
// both, so a name that is not known ends at さん, or at the line's end if the message goes on in the next line.
func nameless(s, name string, following bool) string {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, name); ok && name != "" {
		rest = strings.TrimSpace(rest)
		return strings.TrimSpace(strings.TrimPrefix(rest, san))
	}
	if _, rest, ok := strings.Cut(s, san); ok {
		return strings.TrimSpace(rest)
	}
	if following {
		return ""
	}
	return s
}

const quoteOpen, quoteClose = "[qt]", "[/qt]"

// unquote removes quotations, which may contain others. One that is never closed is no quotation for Chatwork either.
func unquote(s string) string {
	for {
		end := strings.Index(s, quoteClose)
		if end < 0 {
			return s
		}
		start := strings.LastIndex(s[:end], quoteOpen)
		if start < 0 {
			return s
		}
		s = s[:start] + s[end+len(quoteClose):]
	}
}

// neutral makes text harmless that is posted: no escape is documented, so the bracket that begins every tag becomes the
// full-width one. It counts as one character, like the other.
func neutral(s string) string { return strings.ReplaceAll(s, "[", "［") }
