/** How much of everything a run does. */
export interface Scale {
  rounds: number
  /** For what takes long and varies little. */
  fewRounds: number
  roundMs: number
  deliveryMs: number
  warmUp: number
  sockets: number
  clients: number
  events: number
  groups: number
  auditRows: number
  /** Photos of a camera: different ones, and how many are sent at once. */
  cameraPhotos: number
  uploads: number
  albumPhotos: number
}

/** One row of the table: our value, the yardstick's, and how they compare. */
export interface Measure {
  name: string
  ours: number
  bare: number | null
  unit: string
  /** Ours ÷ bare; where there is no yardstick what the row says. */
  ratio: number
  reach: { atLeast: number } | { atMost: number }
  details?: Record<string, unknown>
  /** Printed under the table. */
  note?: string
}
