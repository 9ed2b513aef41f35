"""Where deputies and voters meet (人大代表之家、站)."""
