package export

import (
	"embed"
	"path"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
)

//go:embed layouts/*.yaml
var shipped embed.FS

// Presets reads and checks every layout that comes with the product, by name (連携レイアウト).
func Presets() ([]*Layout, error) {
	entries, err := shipped.ReadDir("layouts")
	if err != nil {
		return nil, err
	}
	var list []*Layout
	for _, e := range entries {
		l, _, err := shippedLayout(strings.TrimSuffix(e.Name(), ".yaml"))
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b *Layout) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

// Preset finds one by name, with its file, for a company to copy and change. NotFound names the ones there are.
func Preset(name string) (*Layout, []byte, error) {
	all, err := Presets()
	if err != nil {
		return nil, nil, err
	}
	known := make([]string, len(all))
	for i, l := range all {
		known[i] = l.Name
	}
	if !slices.Contains(known, name) {
		return nil, nil, domain.Errorf(domain.NotFound, "there is no layout %q; there are %s", name, strings.Join(known, ", "))
	}
	return shippedLayout(name)
}

func shippedLayout(name string) (*Layout, []byte, error) {
	file := name + ".yaml"
	content, err := shipped.ReadFile(path.Join("layouts", file))
	if err != nil {
		return nil, nil, err
	}
	l, err := Parse(file, content)
	if err == nil && l.Name != name {
		err = domain.Errorf(domain.Invalid, "%s calls itself %q", file, l.Name)
	}
	return l, content, err
}
