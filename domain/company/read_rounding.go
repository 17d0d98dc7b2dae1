package company

import (
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/attendance"
)

// rounding reads the rounding rules: of the punches' copies by kind, and of the month's totals by class. They are
// kept as they are given for the calculation; what cannot be a rule is refused here, where its line is known.
func rounding(v value) map[string]any {
	out := map[string]any{}
	var known []field
	for _, kind := range attendance.Kinds {
		known = append(known, field{string(kind), false, func(v value) { out[string(kind)] = punchRounding(v) }})
	}
	v.fields(append(known, field{"month", false, func(v value) { out["month"] = monthRounding(v) }})...)
	if len(out) == 0 {
		return nil
	}
	return out
}

func punchRounding(v value) map[string]any {
	out := map[string]any{}
	v.fields(
		field{"to", true, func(v value) { out["to"] = v.oneOf("earlier", "later", "nearest") }},
		field{"minutes", true, func(v value) { out["minutes"] = v.number(1, 60) }},
	)
	return out
}

// monthRounding reads the totals' rounding, {overtime: {minutes: 30, rule: statutory}}.
func monthRounding(v value) map[string]any {
	out := map[string]any{}
	if v.node.Kind != yaml.MappingNode {
		v.wrong("must be a mapping of classes of hours")
		return out
	}
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		class := v.node.Content[i].Value
		rule := map[string]any{}
		v.child(v.node.Content[i+1], class).fields(
			field{"minutes", true, func(v value) { rule["minutes"] = v.number(1, 60) }},
			field{"rule", false, func(v value) { rule["rule"] = scalar(v) }},
		)
		out[class] = rule
	}
	return out
}

// scalar keeps a value as it is written, a number as a number.
func scalar(v value) any {
	s := v.text()
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return s
}
