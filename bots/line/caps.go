package line

import "github.com/dakoku/dakoku/dialog"

// Limits of messages. Texts are counted in UTF-16 units, labels in grapheme clusters:
// https://developers.line.biz/en/docs/messaging-api/text-character-count/
const (
	maxMessages   = 5     // https://developers.line.biz/en/reference/messaging-api/#send-reply-message
	maxText       = 5000  // https://developers.line.biz/en/reference/messaging-api/#text-message
	maxAlt        = 1500  // https://developers.line.biz/en/reference/messaging-api/#flex-message
	maxQuick      = 13    // https://developers.line.biz/en/reference/messaging-api/#items-object
	maxLabel      = 20    // https://developers.line.biz/en/reference/messaging-api/#action-objects
	maxData       = 300   // https://developers.line.biz/en/reference/messaging-api/#postback-action
	maxDisplay    = 300   // https://developers.line.biz/en/reference/messaging-api/#postback-action
	maxSay        = 300   // https://developers.line.biz/en/reference/messaging-api/#message-action
	maxBubbles    = 12    // https://developers.line.biz/en/reference/messaging-api/#f-carousel
	maxBubbleSize = 30000 // bytes of JSON, https://developers.line.biz/en/reference/messaging-api/#bubble
	maxFlexSize   = 50000 // bytes of JSON, https://developers.line.biz/en/reference/messaging-api/#f-carousel
)

// cardChoices is how many buttons a card has. Flex sets no limit; more than four do not fit on a phone's screen.
const cardChoices = 4

// cardLinks is how many buttons to addresses a card has besides.
const cardLinks = 5

var (
	textLimit    = dialog.Limit{Max: maxText, Unit: dialog.UTF16}
	altLimit     = dialog.Limit{Max: maxAlt, Unit: dialog.UTF16}
	labelLimit   = dialog.Limit{Max: maxLabel, Unit: dialog.Graphemes}
	dataLimit    = dialog.Limit{Max: maxData, Unit: dialog.UTF16}
	displayLimit = dialog.Limit{Max: maxDisplay, Unit: dialog.Graphemes}
	sayLimit     = dialog.Limit{Max: maxSay, Unit: dialog.Graphemes}
)

// Caps is what LINE can show. One bubble of a carousel is kept for the words above the cards.
func (*Platform) Caps() dialog.Caps { return caps }

var caps = dialog.Caps{
	Choices:     maxQuick,
	CardChoices: cardChoices,
	Cards:       maxBubbles - 1,
	Links:       cardLinks,
	Fields:      true,
	DatePicker:  true,
	TimePicker:  true,
	Label:       labelLimit,
	Text:        textLimit,
	Messages:    maxMessages,
	Menu:        true,
}
