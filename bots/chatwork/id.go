package chatwork

import (
	"fmt"
	"strings"
)

// id is a number of up to 64 bits by which Chatwork names accounts, rooms, messages and requests. Those of messages come
// in quotes, the others do not.
type id string

// UnmarshalJSON implements json.Unmarshaler.
func (i *id) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" {
		return nil
	}
	if strings.Trim(s, "0123456789") != "" || len(s) > 20 {
		return fmt.Errorf("chatwork: %.40q is no id", s)
	}
	*i = id(s)
	return nil
}

// String is the number in digits.
func (i id) String() string { return string(i) }
