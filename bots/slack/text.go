package slack

import "unicode/utf8"

// split joins escaped lines into texts of at most limit characters. Lines stay whole where they can; a longer one is
// divided, never inside an escaped sign. There is always one text, which may be empty.
func split(lines []string, limit int) []string {
	texts := []string{""}
	used := 0
	for _, line := range lines {
		for first := true; first || line != ""; first = false {
			part := line[:cut(line, limit)]
			line = line[len(part):]
			n := utf8.RuneCountInString(part)
			last := len(texts) - 1
			switch {
			case texts[last] == "":
				texts[last], used = part, n
			case used+1+n <= limit:
				texts[last] += "\n" + part
				used += 1 + n
			default:
				texts, used = append(texts, part), n
			}
		}
	}
	return texts
}

// cut is where an escaped line is divided: after at most limit characters, before an escaped sign that would be broken.
func cut(line string, limit int) int {
	n, sign := 0, -1 // sign: where an escaped sign began
	for at, r := range line {
		if n == limit {
			if sign >= 0 {
				return sign
			}
			return at
		}
		switch r {
		case '&':
			sign = at
		case ';':
			sign = -1
		}
		n++
	}
	return len(line)
}

func escaped(lines []string) []string {
	out := make([]string, len(lines))
	for i, s := range lines {
		out[i] = escape(s)
	}
	return out
}
