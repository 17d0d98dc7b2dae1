package line

import "encoding/json"

// The messages as LINE takes them. They are written here and not taken from the SDK, whose Flex objects always say
// "flex":0 and so look different from what is meant: https://github.com/line/line-bot-sdk-go/issues/505

// textMessage is https://developers.line.biz/en/reference/messaging-api/#text-message
type textMessage struct {
	Type  string      `json:"type"`
	Text  string      `json:"text"`
	Quick *quickReply `json:"quickReply,omitempty"`
}

// flexMessage is https://developers.line.biz/en/reference/messaging-api/#flex-message
type flexMessage struct {
	Type     string          `json:"type"`
	Alt      string          `json:"altText"`
	Contents json.RawMessage `json:"contents"`
	Quick    *quickReply     `json:"quickReply,omitempty"`
}

// quickReply is https://developers.line.biz/en/reference/messaging-api/#quick-reply
type quickReply struct {
	Items []quickItem `json:"items"`
}

type quickItem struct {
	Type   string `json:"type"`
	Action action `json:"action"`
}

// action is https://developers.line.biz/en/reference/messaging-api/#action-objects
type action struct {
	Type    string `json:"type"`
	Label   string `json:"label"`
	Data    string `json:"data,omitempty"`
	Display string `json:"displayText,omitempty"`
	Text    string `json:"text,omitempty"`
	URI     string `json:"uri,omitempty"`
	Mode    string `json:"mode,omitempty"`
	Initial string `json:"initial,omitempty"`
	Min     string `json:"min,omitempty"`
	Max     string `json:"max,omitempty"`
}

// GetType implements the SDK's action.
func (a action) GetType() string { return a.Type }

// bubble and carousel are https://developers.line.biz/en/reference/messaging-api/#container
type bubble struct {
	Type   string `json:"type"`
	Size   string `json:"size,omitempty"`
	Body   *part  `json:"body"`
	Footer *part  `json:"footer,omitempty"`
}

type carousel struct {
	Type     string   `json:"type"`
	Contents []bubble `json:"contents"`
}

// part is a component: a box, a text, a button or a separator.
// https://developers.line.biz/en/reference/messaging-api/#flex-component
type part struct {
	Type       string  `json:"type"`
	Layout     string  `json:"layout,omitempty"`
	Contents   []part  `json:"contents,omitempty"`
	Spacing    string  `json:"spacing,omitempty"`
	Margin     string  `json:"margin,omitempty"`
	Padding    string  `json:"paddingAll,omitempty"`
	Height     string  `json:"height,omitempty"`
	Background string  `json:"backgroundColor,omitempty"`
	Text       string  `json:"text,omitempty"`
	Size       string  `json:"size,omitempty"`
	Weight     string  `json:"weight,omitempty"`
	Color      string  `json:"color,omitempty"`
	Wrap       bool    `json:"wrap,omitempty"`
	Flex       *int    `json:"flex,omitempty"`
	Align      string  `json:"align,omitempty"`
	Style      string  `json:"style,omitempty"`
	Action     *action `json:"action,omitempty"`
}

func encode(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and slices can always be encoded
	}
	return b
}
