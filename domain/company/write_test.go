package company

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/fixtures"
)

func whole(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// What is written of a company changes nothing of it, on whatever date, and makes the same company where there is none.
func TestACompanyComesBackFromItsFile(t *testing.T) {
	umi, err := fixtures.Companies.ReadFile("companies/umi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"every key": whole(t), "demo company": string(umi)} {
		t.Run(name, func(t *testing.T) {
			b, code := newBench(), parse(t, text).Tenant.Code
			b.apply(t, parse(t, text))
			later := parse(t, strings.NewReplacer(`boundary: "04:30"`, `boundary: "03:00"`, `boundary: "05:00"`, `boundary: "03:00"`, "work_pattern: night", "work_pattern: early").Replace(text))
			later.Effective = "2026-10-01"
			b.apply(t, later)
			m, kept := b.masters(t, code), string(b.kept[code])
			b.tools.Now = b.tools.Now.Add(time.Hour)
			for _, on := range []calendar.Date{"2026-04-01", "2026-09-30", "2026-10-01", "2027-01-01"} {
				var out bytes.Buffer
				if err := m.Whole(on).Write(&out, "first\nsecond"); err != nil {
					t.Fatal(err)
				}
				if !strings.HasPrefix(out.String(), "# first\n# second\neffective: ") {
					t.Errorf("it begins %.60q", out.String())
				}
				for _, secret := range []string{"secret-1", "1234", "5678", "s1", "t3", "d2Vi", "suzuki-demo", "demo-line-token", "hash of"} {
					if slices.Contains(regexp.MustCompile(`[\w-]+`).FindAllString(out.String(), -1), secret) {
						t.Errorf("it tells %s", secret)
					}
				}
				if got := b.apply(t, parse(t, out.String())); got.Any() || string(b.kept[code]) != kept {
					t.Errorf("on %s: %s\n%s", on, got, out.String())
				}
			}
		})
	}
}

// A key the reader knows stands in whole.yaml, so that one that is not written comes out above.
func TestEveryKeyIsTried(t *testing.T) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(whole(t)), &doc); err != nil {
		t.Fatal(err)
	}
	given := map[string]bool{}
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		for i, c := range n.Content {
			at := path
			if n.Kind == yaml.MappingNode && i%2 == 1 {
				at = strings.TrimPrefix(path+"."+n.Content[i-1].Value, ".")
				given[at] = true
			}
			walk(c, at)
		}
		if n.Kind == yaml.MappingNode {
			n.Content = append(n.Content, node("zz"), node("zz"))
		}
	}
	walk(&doc, "")
	raw, err := yaml.Marshal(&doc)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Parse(bytes.NewReader(raw), "whole.yaml")
	asked := 0
	for _, m := range regexp.MustCompile(`(?m)^whole.yaml:\d+: (?:(.*)\.)?zz: unknown key \((.*)\)$`).FindAllStringSubmatch(err.Error(), -1) {
		at := regexp.MustCompile(`\[\d+\]`).ReplaceAllString(m[1], "")
		if at == "words" || at == "recorders.messages" || strings.HasPrefix(at, "company.rounding.") {
			continue // each of their keys is read alike
		}
		for key := range strings.SplitSeq(m[2], ", ") {
			if path := strings.TrimPrefix(at+"."+key, "."); !given[path] {
				t.Errorf("%s is not in whole.yaml", path)
			}
			asked++
		}
	}
	if asked < 100 {
		t.Errorf("only %d keys were looked at: %v", asked, err)
	}
}

// A channel's secrets stay where the file has none of them; one that is new needs them.
func TestSecretsThatAreLeftOut(t *testing.T) {
	const text = "company: {code: yama, name: 山}\nchannels: [{key: l, kind: line, secret: s, token: t, secret_next: n}]"
	b := newBench()
	b.apply(t, parse(t, text))
	b.apply(t, parse(t, strings.Replace(text, "secret: s, token: t, secret_next: n", `line_id: "@a"`, 1)))
	if c := b.masters(t, "yama").Channels[0]; c.Secrets["token"] != "t" || c.Secrets["secret_next"] != "n" || c.Options["line_id"] != "@a" {
		t.Errorf("left out: %+v", c)
	}
	b.apply(t, parse(t, strings.Replace(text, ", secret_next: n", "", 1)))
	if c := b.masters(t, "yama").Channels[0]; c.Secrets["secret_next"] != "" {
		t.Errorf("one taken away: %+v", c)
	}
	_, err := Apply(t.Context(), b, parse(t, "company: {code: kawa, name: 川}\nchannels: [{key: k, kind: line}]"), b.tools)
	if err == nil || !strings.Contains(err.Error(), "channel k: secret, token is missing; write it into the file, or active: off") {
		t.Errorf("a new one without: %v", err)
	}
	b.apply(t, parse(t, "company: {code: kawa, name: 川}\nchannels: [{key: k, kind: line, active: off}]"))
}

// Whatever people are called, they are called so when the file is read.
func TestNamesComeBackFromAFile(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := strings.TrimSpace(rapid.StringOfN(rapid.OneOf(rapid.RuneFrom([]rune("'\":#-?&*!|>%@`{}[],~=<null0x1e3 　髙𠮷🌅\u2028")), rapid.Rune()), 1, 40, -1).
			Filter(func(s string) bool {
				return strings.TrimSpace(s) != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\ufeff' })
			}).Draw(rt, "name"))
		f := File{Tenant: org.Tenant{Code: "a", Name: name, Timezone: "Asia/Tokyo"}, Employees: []Employee{{Employee: org.Employee{Code: "1", Name: name}}}}
		var out bytes.Buffer
		if err := f.Write(&out, ""); err != nil {
			rt.Fatal(err)
		}
		got, err := Parse(&out, "file")
		if err != nil || got.Tenant.Name != name || got.Employees[0].Name != name {
			rt.Fatalf("%q came back as %q, %v", name, got.Tenant.Name, err)
		}
	})
}
