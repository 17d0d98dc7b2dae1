package sandbox

import "github.com/dakoku/dakoku/bots/sandbox/shape"

// linePatterns are the forms of texts in lineTable:
// https://developers.line.biz/en/reference/messaging-api/#flex-message
var linePatterns = map[string]string{
	"https":      `^https://\S+$`,
	"uri":        `^(https?|line|tel):\S+$`,
	"colour":     `^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$`,
	"gap":        `^(none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?px)$`,
	"padding":    `^(none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?(px|%))$`,
	"offset":     `^(none|xs|sm|md|lg|xl|xxl|-?\d+(\.\d+)?(px|%))$`,
	"border":     `^(none|light|normal|medium|semi-bold|bold|\d+(\.\d+)?px)$`,
	"font":       `^(xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|\d+(\.\d+)?px)$`,
	"picture":    `^(xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|full|\d+(\.\d+)?(px|%))$`,
	"ratio":      `^[1-9]\d*(\.\d+)?:[1-9]\d*(\.\d+)?$`,
	"extent":     `^\d+(\.\d+)?(px|%)$`,
	"angle":      `^\d+(\.\d+)?deg$`,
	"percent":    `^\d+(\.\d+)?%$`,
	"destinator": `^[UCR][0-9a-f]{32}$`,
	"user":       `^U[0-9a-f]{32}$`,
	"alias":      `^[a-z0-9_-]{1,32}$`,
	"when":       `^(19\d\d|20\d\d|2100)-\d\d-\d\d([Tt]([01]\d|2[0-3]):[0-5]\d)?$|^([01]\d|2[0-3]):[0-5]\d$`,
}

// lineTable is what LINE takes: https://developers.line.biz/en/reference/messaging-api/
// Lengths are in the units of https://developers.line.biz/en/docs/messaging-api/text-character-count/.
const lineTable = `
reply
  replyToken!           u16 1-
  messages!             list @message 1-5
  notificationDisabled  bool
push
  to!                   re destinator
  messages!             list @message 1-5
  notificationDisabled  bool
  customAggregationUnits~ any
multicast push
  to!                   list re user 1-500
validate
  messages!             list @message 1-5
webhook_test
  endpoint              u16 1-500
loading
  chatId!               re user
  loadingSeconds        int 5-60
richmenu
  size!                 size
  selected!             bool
  name!                 chars 1-300
  chatBarText!          chars 1-14
  areas!                list area 0-20
size
  width!                int 800-2500
  height!               int 250-
area
  bounds!               bounds
  action!               @action
bounds
  x!                    int 0-2500
  y!                    int 0-2500
  width!                int 1-2500
  height!               int 1-2500
alias
  richMenuAliasId!      re alias
  richMenuId!           u16 1-
newtarget
  richMenuId!           u16 1-
bulklink
  richMenuId!           u16 1-
  userIds!              list re user 1-500
bulkunlink
  userIds!              list re user 1-500

sender
  name                  u16 0-20
  iconUrl               re https 1-2000
quickReply
  items!                list quickItem 1-13
quickItem
  type!                 enum action
  imageUrl              re https 1-2000
  action!               @action
base
  type!                 u16
  quickReply            quickReply
  sender                sender
message.text base
  text!                 u16 1-5000
  emojis                list any 0-20
  quoteToken            u16
message.textV2 base
  text!                 u16 1-5000
  substitution          any
  quoteToken            u16
message.sticker base
  packageId!            u16 1-
  stickerId!            u16 1-
  quoteToken            u16
message.image base
  originalContentUrl!   re https 1-2000
  previewImageUrl!      re https 1-2000
message.location base
  title!                u16 1-100
  address!              u16 1-100
  latitude!             any
  longitude!            any
message.template base
  altText!              u16 1-1500
  template!             @template
message.flex base
  altText!              u16 1-1500
  contents!             @container

template.buttons
  type!                 u16
  thumbnailImageUrl     re https 1-2000
  imageAspectRatio      enum rectangle|square
  imageSize             enum cover|contain
  imageBackgroundColor  re colour
  title                 chars 0-40
  text!                 chars 1-160
  defaultAction         @action
  actions!              list @action 1-4
template.confirm
  type!                 u16
  text!                 chars 1-240
  actions!              list @action 2-2
template.carousel
  type!                 u16
  columns!              list column 1-10
  imageAspectRatio      enum rectangle|square
  imageSize             enum cover|contain
column
  thumbnailImageUrl     re https 1-2000
  imageBackgroundColor  re colour
  title                 chars 0-40
  text!                 chars 1-120
  defaultAction         @action
  actions!              list @action 1-3

action.postback
  type!                 u16
  label                 chars
  data!                 u16 1-300
  displayText           chars 0-300
  text                  chars 0-300
  inputOption           enum closeRichMenu|openRichMenu|openKeyboard|openVoice
  fillInText            chars 0-300
action.message
  type!                 u16
  label                 chars
  text!                 chars 1-300
action.uri
  type!                 u16
  label                 chars
  uri!                  re uri 1-1000
  altUri                any
action.datetimepicker
  type!                 u16
  label                 chars
  data!                 u16 1-300
  mode!                 enum date|time|datetime
  initial               re when
  max                   re when
  min                   re when
action.richmenuswitch
  type!                 u16
  label                 chars
  richMenuAliasId!      re alias
  data!                 u16 1-300
action.clipboard
  type!                 u16
  label                 chars
  clipboardText!        u16 1-1000
action.camera
  type!                 u16
  label                 chars
action.cameraRoll action.camera
action.location action.camera
` + flexTable

// flexTable is the layout language of cards: https://developers.line.biz/en/reference/messaging-api/#flex-message
const flexTable = `
container.carousel
  type!                 u16
  contents!             list @container 1-12
container.bubble
  type!                 u16
  size                  enum nano|micro|deca|hecto|kilo|mega|giga
  direction             enum ltr|rtl
  header                @flex
  hero                  @flex
  body                  @flex
  footer                @flex
  styles                styles
  action                @action
styles
  header                blockStyle
  hero                  blockStyle
  body                  blockStyle
  footer                blockStyle
blockStyle
  backgroundColor       re colour
  separator             bool
  separatorColor        re colour
placed
  type!                 u16
  flex                  int 0-
  margin                re gap
  position              enum relative|absolute
  offsetTop             re offset
  offsetBottom          re offset
  offsetStart           re offset
  offsetEnd             re offset
flex.box placed
  layout!               enum horizontal|vertical|baseline
  contents!             list @flex 0-
  backgroundColor       re colour
  borderColor           re colour
  borderWidth           re border
  cornerRadius          re gap
  width                 re extent
  maxWidth              re extent
  height                re extent
  maxHeight             re extent
  spacing               re gap
  paddingAll            re padding
  paddingTop            re padding
  paddingBottom         re padding
  paddingStart          re padding
  paddingEnd            re padding
  action                @action
  justifyContent        enum flex-start|center|flex-end|space-between|space-around|space-evenly
  alignItems            enum flex-start|center|flex-end
  background            background
background
  type!                 enum linearGradient
  angle!                re angle
  startColor!           re colour
  endColor!             re colour
  centerColor           re colour
  centerPosition        re percent
flex.button placed
  action!               @action
  height                enum sm|md
  style                 enum primary|secondary|link
  color                 re colour
  gravity               enum top|bottom|center
  adjustMode            enum shrink-to-fit
  scaling               bool
flex.image placed
  url!                  re https 1-2000
  size                  re picture
  aspectRatio           re ratio
  aspectMode            enum cover|fit
  align                 enum start|end|center
  gravity               enum top|bottom|center
  backgroundColor       re colour
  action                @action
  animated              bool
flex.icon placed
  url!                  re https 1-2000
  size                  re picture
  aspectRatio           re ratio
  scaling               bool
letters
  color                 re colour
  size                  re font
  weight                enum regular|bold
  style                 enum normal|italic
  decoration            enum none|underline|line-through
flex.text placed letters
  text                  u16
  contents              list @flex 0-
  align                 enum start|end|center
  gravity               enum top|bottom|center
  wrap                  bool
  lineSpacing           re extent
  maxLines              int 0-
  action                @action
  adjustMode            enum shrink-to-fit
  scaling               bool
flex.span letters
  type!                 u16
  text                  u16
flex.separator
  type!                 u16
  margin                re gap
  color                 re colour
flex.filler
  type!                 u16
  flex                  int 0-
`

// lineShapes checks what is sent to LINE.
var lineShapes = lineRules(shape.Parse(lineTable, linePatterns))
