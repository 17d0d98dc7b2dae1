package chatwork

// recentSize is how many messages are remembered; a room shows no more than its last 100 anyway.
const recentSize = 1000

// recent remembers something about the latest messages by their ids. It is not safe for concurrent use.
type recent[T any] struct {
	values map[string]T
	order  []string
}

func (r *recent[T]) get(id string) (T, bool) {
	v, ok := r.values[id]
	return v, ok
}

func (r *recent[T]) put(id string, v T) {
	if r.values == nil {
		r.values = map[string]T{}
	}
	if _, known := r.values[id]; !known {
		r.order = append(r.order, id)
	}
	r.values[id] = v
	if len(r.order) > recentSize {
		delete(r.values, r.order[0])
		r.order = r.order[1:]
	}
}
