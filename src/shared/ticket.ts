/** An order as an exchange takes it: written down to be looked at or carried over by hand, never sent. */
export interface OrderTicket {
  /** Coinbase Advanced Trade, create order: a limit entry with its bracket attached. */
  readonly payload: TicketPayload
  /** What was rounded on the way, from what to what. */
  readonly notes: readonly string[]
}

export interface TicketPayload {
  readonly client_order_id: string
  readonly product_id: string
  readonly side: 'BUY' | 'SELL'
  readonly order_configuration: {
    readonly limit_limit_gtc: {
      readonly base_size: string
      readonly limit_price: string
      readonly post_only: boolean
    }
  }
  /** It protects what the entry fills, and so has no size of its own. */
  readonly attached_order_configuration: {
    readonly trigger_bracket_gtc: {
      readonly limit_price: string
      readonly stop_trigger_price: string
    }
  }
}
