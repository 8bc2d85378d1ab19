package library

// What the functions of the standard library need that encrypt and sign. The
// panics of FIPS 140-only mode are left out: a setting of the process decides.

var cryptoContract = Library{
	Path: "crypto", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "RegisterHash", Needs: trusts(0, Valid)},              // crypto.go:147
		{Recv: "Hash", Name: "New", Needs: trusts(Receiver, Valid)},  // crypto.go:134: a hash that is linked in
		{Recv: "Hash", Name: "Size", Needs: trusts(Receiver, Valid)}, // crypto.go:120
	},
}

var cipherContract = Library{
	Path: "crypto/cipher", Versions: "go1.26.8",
	Funcs: []Func{
		// The block modes panic unless the IV is as long as a block.
		{Name: "NewCBCDecrypter", Needs: []Need{{Param: 1, Is: RightLen, Of: 0, Soft: true}}}, // cbc.go: "IV length must equal block size"
		{Name: "NewCBCEncrypter", Needs: []Need{{Param: 1, Is: RightLen, Of: 0, Soft: true}}}, // cbc.go
		{Name: "NewCFBDecrypter", Needs: []Need{{Param: 1, Is: RightLen, Of: 0, Soft: true}}}, // cfb.go
		{Name: "NewCFBEncrypter", Needs: []Need{{Param: 1, Is: RightLen, Of: 0, Soft: true}}}, // cfb.go
		{Name: "NewCTR", Needs: []Need{{Param: 1, Is: RightLen, Of: 0, Soft: true}}},          // ctr.go
		{Name: "NewOFB", Needs: []Need{{Param: 1, Is: RightLen, Of: 0, Soft: true}}},          // ofb.go:38
		// gcm.go:242, 277: "incorrect nonce length given to GCM", also of a nonce that came with the message.
		{Recv: "AEAD", Name: "Open", Needs: []Need{{Param: 1, Is: RightLen, Of: Receiver, Soft: true}}},
		{Recv: "AEAD", Name: "Seal", Needs: []Need{{Param: 1, Is: RightLen, Of: Receiver, Soft: true}}},
		// crypto/internal/fips140/aes: aes.go:100, 103, 115, 118.
		{Recv: "Block", Name: "Decrypt", Needs: []Need{{Param: 0, Is: RightLen, Of: Receiver, Soft: true}, {Param: 1, Is: RightLen, Of: Receiver, Soft: true}}},
		{Recv: "Block", Name: "Encrypt", Needs: []Need{{Param: 0, Is: RightLen, Of: Receiver, Soft: true}, {Param: 1, Is: RightLen, Of: Receiver, Soft: true}}},
		// cbc.go:28, 31: "input not full blocks", "output smaller than input".
		{Recv: "BlockMode", Name: "CryptBlocks", Needs: []Need{{Param: 0, Is: AsLongAs, Of: 1}, {Param: 1, Is: RightLen, Of: Receiver, Soft: true}}},
		{Recv: "Stream", Name: "XORKeyStream", Needs: []Need{{Param: 0, Is: AsLongAs, Of: 1}}}, // ofb.go:74
	},
}

var ed25519Contract = Library{
	Path: "crypto/ed25519", Versions: "go1.26.8",
	Funcs: []Func{ // ed25519.go:188, 210, 238
		{Name: "NewKeyFromSeed", Needs: []Need{{Param: 0, Is: ExactLen, N: 32}}},
		{Name: "Sign", Needs: []Need{{Param: 0, Is: ExactLen, N: 64, Soft: true}}},
		{Name: "Verify", Needs: []Need{{Param: 0, Is: ExactLen, N: 32, Soft: true}}},
	},
}

var hmacContract = Library{
	Path: "crypto/hmac", Versions: "go1.26.8",
	Funcs: []Func{{Name: "New", Needs: trusts(0, NotNil)}}, // crypto/internal/fips140/hmac: h()
}

var cryptoRandContract = Library{
	Path: "crypto/rand", Versions: "go1.26.8",
	Funcs: []Func{{Name: "Int", Needs: trusts(1, Positive)}}, // util.go:73
}

var subtleContract = Library{
	Path: "crypto/subtle", Versions: "go1.26.8",
	Funcs: []Func{ // crypto/internal/fips140/subtle: constant_time.go:67, xor.go:23
		{Name: "ConstantTimeCopy", Needs: []Need{{Param: 1, Is: AsLongAs, Of: 2}, {Param: 2, Is: AsLongAs, Of: 1}}},
		{Name: "XORBytes", Needs: []Need{{Param: 0, Is: AsLongAs, Of: 1, Soft: true}}}, // or as y, if that is shorter
	},
}

var tlsContract = Library{
	Path: "crypto/tls", Versions: "go1.26.8",
	Funcs: []Func{
		{Recv: "Config", Name: "SetSessionTicketKeys", Needs: []Need{{Param: 0, Is: MinLen, N: 1}}}, // common.go:1154
	},
}

var x509Contract = Library{
	Path: "crypto/x509", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "SetFallbackRoots", Needs: trusts(0, Fresh)},           // root.go: "has already been called"
		{Recv: "CertPool", Name: "AddCert", Needs: trusts(0, NotNil)}, // cert_pool.go:182
	},
}
