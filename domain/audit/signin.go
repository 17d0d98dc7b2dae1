package audit

// The acts about a sign-in. After.Lines has where from: the address, and what the browser says it is.
const (
	PasswordChanged  Act = "password"         // パスワード変更
	Reissued         Act = "reissue"          // パスワード再発行
	PasscodeReissued Act = "passcode_reissue" // パスコード再発行
	PasscodeChosen   Act = "passcode"         // パスコード変更
	FactorOn         Act = "factor_on"        // 二段階認証の設定
	FactorOff        Act = "factor_off"       // 二段階認証の解除
	RecoveryUsed     Act = "recovery_code"    // 回復コードの使用
	DeviceKept       Act = "device_keep"      // 端末の登録
	DeviceDropped    Act = "device_drop"      // 端末の解除; by nobody where an old token came back
	SignInEnded      Act = "sign_in_end"      // another of one's sign-ins was ended
	SignedOutAll     Act = "sign_out_all"     // すべての端末でサインアウト
	LockedOut        Act = "sign_in_locked"   // サインインの停止, after too many wrong passwords; by nobody
)
