const ZOOM = 17

type Located = { readonly latitude: number | null; readonly longitude: number | null }

/** Where OpenStreetMap shows it, or null while nobody knows. We load no map: the reader goes there. */
export const mapUrl = ({ latitude, longitude }: Located): string | null =>
  latitude === null || longitude === null
    ? null
    : `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=${ZOOM}/${latitude}/${longitude}`

/** "50.8237° N, 0.1384° W". */
export function coordinatesText({ latitude, longitude }: Located): string | null {
  if (latitude === null || longitude === null) return null
  const degrees = (value: number) => Number(Math.abs(value).toFixed(4))
  return `${degrees(latitude)}° ${latitude < 0 ? 'S' : 'N'}, ${degrees(longitude)}° ${longitude < 0 ? 'W' : 'E'}`
}
