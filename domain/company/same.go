package company

import (
	"encoding/json"
	"reflect"
)

// same compares two records as storage keeps them: numbers lose their Go type there, and an absent list and an
// empty one are the same.
func same(a, b any) bool { return reflect.DeepEqual(stored(a), stored(b)) }

func stored(record any) any {
	raw, err := json.Marshal(record)
	if err != nil {
		return record
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return record
	}
	return pruned(v)
}

// pruned drops what is empty.
func pruned(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if v[key] = pruned(inner); v[key] == nil {
				delete(v, key)
			}
		}
		if len(v) == 0 {
			return nil
		}
		return v
	case []any:
		for i := range v {
			v[i] = pruned(v[i])
		}
		if len(v) == 0 {
			return nil
		}
		return v
	case string:
		if v == "" {
			return nil
		}
	}
	return v
}
